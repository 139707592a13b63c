using System.IO.Compression;
using System.Text;
using Timeline.Hosting;
using Timeline.Ingestion.Imports;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion.Imports;

/// <summary>A file is taken in whatever encoding it comes, and what was made of it is said.</summary>
public class ReceivedFileTests
{
    private const string Words = "name;place\nКамчыбек;Ош – Ўзган\n";

    [Fact]
    public async Task Utf_8_is_told_from_utf_8_with_a_mark()
    {
        Assert.Equal(("UTF-8", Words), await ReadAsync(Encoding.UTF8.GetBytes(Words)));
        Assert.Equal(("UTF-8 with a byte order mark", Words), await ReadAsync([0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(Words)]));
    }

    [Fact]
    public async Task Utf_16_is_known_by_its_mark_and_by_its_zeros()
    {
        Assert.Equal(("UTF-16, little endian", Words), await ReadAsync([0xff, 0xfe, .. Encoding.Unicode.GetBytes(Words)]));
        Assert.Equal(("UTF-16, big endian", Words), await ReadAsync([0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes(Words)]));
        const string latin = "id,date,place\n1,1999-08-09,Batken\n";
        Assert.Equal(("UTF-16, little endian, without a byte order mark", latin), await ReadAsync(Encoding.Unicode.GetBytes(latin)));
        Assert.Equal(("UTF-16, big endian, without a byte order mark", latin), await ReadAsync(Encoding.BigEndianUnicode.GetBytes(latin)));
    }

    [Fact]
    public async Task What_is_not_utf_8_is_read_as_western_and_that_is_said() =>
        Assert.Equal((ReceivedFile.Western, "caf\u00e9 \u2013 \u201cx\u201d"), await ReadAsync([0x63, 0x61, 0x66, 0xe9, 0x20, 0x96, 0x20, 0x93, 0x78, 0x94]));

    [Fact]
    public async Task One_byte_far_behind_that_is_not_utf_8_is_enough() =>
        Assert.Equal(ReceivedFile.Western, (await ReadAsync([.. Encoding.UTF8.GetBytes(new string('a', 500_000)), 0xe9, 0x20])).Says);

    [Fact]
    public async Task A_letter_across_two_blocks_is_no_error() =>
        Assert.Equal("UTF-8", (await ReadAsync(Encoding.UTF8.GetBytes(new string('a', (128 * 1024) - 1) + "ж"))).Says);

    [Fact]
    public async Task What_is_compressed_is_unpacked() => Assert.Equal(("UTF-8", Words), await ReadAsync(Packed(Encoding.UTF8.GetBytes(Words))));

    [Fact]
    public async Task A_small_file_that_unpacks_to_more_than_the_limit_is_refused_by_its_size()
    {
        var bomb = Packed(new byte[ReceivedFile.Most + 1]);
        Assert.True(bomb.Length < 2 * 1024 * 1024);

        Assert.Contains("200 MB", (await RefusedAsync(bomb))["body"].Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_file_that_is_cut_off_is_refused()
    {
        var whole = Packed(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"row {i * 7919}"))));

        Assert.Contains("cannot be unpacked", (await RefusedAsync(whole[..(whole.Length / 2)]))["body"].Single(), StringComparison.Ordinal);
        Assert.Contains("cannot be unpacked", (await RefusedAsync([0x1f, 0x8b, 8, 0, 1, 2, 3]))["body"].Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spreadsheets_own_file_is_told_what_to_do() =>
        Assert.Contains("save it as CSV", (await RefusedAsync([(byte)'P', (byte)'K', 3, 4, 20, 0]))["body"].Single(), StringComparison.Ordinal);

    private static async Task<(string Says, string Text)> ReadAsync(byte[] sent)
    {
        await using var file = await ReceivedFile.TakeAsync(new MemoryStream(sent), TestContext.Current.CancellationToken);
        using var text = file.Text();
        return (file.EncodingSays, await text.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<IReadOnlyDictionary<string, string[]>> RefusedAsync(byte[] sent) =>
        (await Assert.ThrowsAsync<Refused>(() => ReceivedFile.TakeAsync(new MemoryStream(sent), TestContext.Current.CancellationToken))).Errors;

    private static byte[] Packed(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }
}
