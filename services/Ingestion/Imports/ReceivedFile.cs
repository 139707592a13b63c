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

    private ReceivedFile(FileStream file, Encoding encoding, string says)
    {
        this.file = file;
        Encoding = encoding;
        EncodingSays = says;
    }

    public Encoding Encoding { get; private set; }

    /// <summary>The encoding in words, for the one who sent it.</summary>
    public string EncodingSays { get; }

    /// <exception cref="Refused">It is larger than <see cref="Most"/> (413), broken, or no text.</exception>
    public static async Task<ReceivedFile> TakeAsync(Stream body, CancellationToken stop)
    {
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

            var (encoding, says) = await EncodingOfAsync(sent, start, stop);
            return new(sent, encoding, says);
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
        if (EncodingSays == Western)
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

    private static async Task<byte[]> StartOfAsync(FileStream file, CancellationToken stop)
    {
        var start = new byte[Start];
        file.Position = 0;
        var read = await file.ReadAtLeastAsync(start, Start, throwOnEndOfStream: false, stop);
        file.Position = 0;
        return start[..read];
    }

    private static async Task<(Encoding, string)> EncodingOfAsync(FileStream file, byte[] start, CancellationToken stop) => start switch
    {
        [0xef, 0xbb, 0xbf, ..] when await IsUtf8Async(file, stop) => (new UTF8Encoding(true, true), "UTF-8 with a byte order mark"),
        [0xff, 0xfe, ..] => (Encoding.Unicode, "UTF-16, little endian"),
        [0xfe, 0xff, ..] => (Encoding.BigEndianUnicode, "UTF-16, big endian"),
        _ when Zeros(start, 1) > 0.3 => (Encoding.Unicode, "UTF-16, little endian, without a byte order mark"),
        _ when Zeros(start, 0) > 0.3 => (Encoding.BigEndianUnicode, "UTF-16, big endian, without a byte order mark"),
        _ when await IsUtf8Async(file, stop) => (new UTF8Encoding(false, true), "UTF-8"),
        _ => (CodePagesEncodingProvider.Instance.GetEncoding(1252)!, Western),
    };

    /// <summary>What is said of a file that is not UTF-8: it is read as Western European, which every file of bytes can be.</summary>
    public const string Western = "not UTF-8, so read as Windows-1252: look whether its letters with accents are right";

    // text in Latin letters has every second byte zero in UTF-16, and none in UTF-8
    private static double Zeros(byte[] start, int parity) =>
        start.Length < 4 ? 0 : start.Index().Count(b => b.Index % 2 == parity && b.Item == 0) / (start.Length / 2.0);

    private static async Task<bool> IsUtf8Async(FileStream file, CancellationToken stop)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var (block, letters) = (new byte[Block], new char[Block + 16]);
        file.Position = 0;
        try
        {
            int read;
            while ((read = await file.ReadAsync(block, stop)) > 0)
            {
                decoder.GetChars(block.AsSpan(0, read), letters, flush: false);
            }

            decoder.GetChars([], letters, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
        finally
        {
            file.Position = 0;
        }
    }
}
