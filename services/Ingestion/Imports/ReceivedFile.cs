using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Timeline.Hosting;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// A file as it was sent, on disk while it is looked at: unpacked where it came compressed, and with its encoding known. Nothing of it is in memory as a whole.
/// </summary>
public sealed class ReceivedFile : IAsyncDisposable
{
    /// <summary>The most bytes of a file, unpacked.</summary>
    public const long Most = 200L * 1024 * 1024;

    private const int Block = 128 * 1024;
    private const int Start = 4096;

    private readonly FileStream file;
    private readonly bool guessed;

    private ReceivedFile(FileStream file, EncodingFound found)
    {
        this.file = file;
        Encoding = found.Encoding;
        EncodingSays = found.Says;
        guessed = found.Guessed;
    }

    public Encoding Encoding { get; private set; }

    /// <summary>The encoding in words, for the one who sent it: which was taken, and why.</summary>
    public string EncodingSays { get; }

    /// <param name="encoding">The name of its encoding (<see cref="FindEncoding.Names"/>), as whoever sent it says; null for it to be found.</param>
    /// <exception cref="Refused">It is larger than <see cref="Most"/> (413), broken, no text, or not in that encoding.</exception>
    /// <param name="beginning">It may be the beginning of a file alone, cut off anywhere: a letter that was cut through is left out.</param>
    public static async Task<ReceivedFile> TakeAsync(Stream body, CancellationToken stop, string? encoding = null, bool beginning = false)
    {
        FindEncoding.Check(encoding);
        var sent = Temporary();
        try
        {
            await CopyAsync(body, sent, "The file is larger than the 200 MB that this call takes.", stop);
            var start = await StartOfAsync(sent, stop);
            if (start is [0x1f, 0x8b, ..])
            {
                sent = await UnpackedAsync(sent, stop);
                start = await StartOfAsync(sent, stop);
            }

            if (start is [(byte)'P', (byte)'K', 3, 4, ..])
            {
                throw Refused.Field("body", "It is a zip archive, as a spreadsheet's own files are: save it as CSV, or compress it with gzip.");
            }

            if (beginning)
            {
                await CutAsync(sent, stop);
            }

            return new(sent, await FindEncoding.OfAsync(sent, start, encoding, stop));
        }
        catch
        {
            await sent.DisposeAsync();
            throw;
        }
    }

    /// <summary>JSON is UTF-8 or says what it is: what is neither is not guessed, and reading it fails.</summary>
    public void GuessNothing()
    {
        if (guessed)
        {
            Encoding = new UTF8Encoding(false, throwOnInvalidBytes: true);
        }
    }

    /// <summary>Its text from the beginning; a mark of byte order is passed over.</summary>
    public StreamReader Text()
    {
        file.Position = 0;
        return new(file, Encoding, detectEncodingFromByteOrderMarks: true, Block, leaveOpen: true);
    }

    /// <summary>Its beginning, at most so many characters.</summary>
    public async Task<string> BeginningAsync(int characters, CancellationToken stop)
    {
        var start = new char[characters];
        using var text = Text();
        var read = await text.ReadBlockAsync(start, stop);
        return new(start, 0, read);
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();

    private static FileStream Temporary() => new(
        Path.Combine(Path.GetTempPath(), $"timeline-import-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, Block, FileOptions.Asynchronous | FileOptions.DeleteOnClose);

    private static async Task CopyAsync(Stream from, Stream to, string tooLarge, CancellationToken stop)
    {
        var block = new byte[Block];
        for (var (total, read) = (0L, 0); (read = await ReadAsync(from, block, stop)) > 0;)
        {
            total += read;
            if (total > Most)
            {
                throw Refused.Field("body", tooLarge, StatusCodes.Status413PayloadTooLarge);
            }

            await to.WriteAsync(block.AsMemory(0, read), stop);
        }

        await to.FlushAsync(stop);
    }

    // a form that ends within its file is the sender's, and no fault of the disk
    private static async ValueTask<int> ReadAsync(Stream from, Memory<byte> block, CancellationToken stop)
    {
        try
        {
            return await from.ReadAsync(block, stop);
        }
        catch (IOException e) when (from is not FileStream && e is not BadHttpRequestException)
        {
            throw Refused.Field("body", "What was sent ends before the file does.");
        }
    }

    // what is unpacked is counted while it is unpacked: a small file that would fill the disk ends here
    private static async Task<FileStream> UnpackedAsync(FileStream packed, CancellationToken stop)
    {
        var file = Temporary();
        try
        {
            // the last four bytes say how long it is unpacked; the library passes over a file that ends too soon
            var length = new byte[4];
            packed.Position = Math.Max(0, packed.Length - 4);
            await packed.ReadAtLeastAsync(length, 4, throwOnEndOfStream: false, stop);
            packed.Position = 0;
            await using (packed)
            await using (var gzip = new GZipStream(packed, CompressionMode.Decompress))
            {
                await CopyAsync(gzip, file, "Unpacked, the file is larger than the 200 MB that this call takes.", stop);
            }

            if (BinaryPrimitives.ReadUInt32LittleEndian(length) != file.Length)
            {
                throw new InvalidDataException();
            }

            return file;
        }
        catch (InvalidDataException)
        {
            await file.DisposeAsync();
            throw Refused.Field("body", "It begins as a file compressed with gzip, and cannot be unpacked: perhaps it is cut off, or several were joined.");
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    // a letter of UTF-8 that lacks its end would make of the whole file one that is not UTF-8
    private static async Task CutAsync(FileStream file, CancellationToken stop)
    {
        var end = new byte[(int)Math.Min(3, file.Length)];
        file.Position = file.Length - end.Length;
        await file.ReadExactlyAsync(end, stop);
        file.Position = 0;
        for (var back = 1; back <= end.Length; back++)
        {
            var length = end[^back] switch { >= 0xf0 => 4, >= 0xe0 => 3, >= 0xc0 => 2, _ => 1 };
            if (length > back)
            {
                file.SetLength(file.Length - back);
                return;
            }

            if (length > 1)
            {
                return;
            }
        }
    }

    private static async Task<byte[]> StartOfAsync(FileStream file, CancellationToken stop)
    {
        var start = new byte[Start];
        file.Position = 0;
        var read = await file.ReadAtLeastAsync(start, Start, throwOnEndOfStream: false, stop);
        file.Position = 0;
        return start[..read];
    }
}
