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
        Assert.Equal((FindEncoding.Western, "caf\u00e9 \u2013 \u201cx\u201d"), await ReadAsync([0x63, 0x61, 0x66, 0xe9, 0x20, 0x96, 0x20, 0x93, 0x78, 0x94]));

    [Theory]
    [InlineData("код;дата;событие\n1;3 августа 1999;Вооружённые люди замечены у села Зардалы\n")]
    [InlineData("id,place,note\n1,Баткен,ПЕРЕВАЛ ЗАКРЫТ ИЗ-ЗА СНЕГА – «до весны»\n")]
    [InlineData("id;note\n1;Куралдуу топтун адамдары айылга кирип келди\n")]
    [InlineData("id;note\n1;Збройна група перейшла перевал і захопила заручників; її бачили біля села\n")]
    public async Task Words_that_are_plainly_cyrillic_are_read_as_such_and_why_is_said(string words)
    {
        var read = await ReadAsync(Bytes(1251, words));

        Assert.StartsWith("Windows-1251 (Cyrillic): it is not UTF-8, and", read.Says, StringComparison.Ordinal);
        Assert.Equal(words, read.Text);
    }

    [Theory]
    [InlineData(1252, "id;note\n1;L'événement à Genève s'est passé là-bas, près du café où l'été précédent\n")]
    [InlineData(1252, "id;note\n1;Über die Straße, größer als früher: Überfälle, Entführungen, Lösegeld, fünfzig Männer\n")]
    [InlineData(1250, "id;note\n1;Příliš žluťoučký kůň úpěl ďábelské ódy; zajatci byli propuštěni až začátkem září\n")]
    [InlineData(1254, "id;note\n1;Silahlı kişiler köyde görüldü, geçiş kapatıldı, fidye ödendi, dağ yolu açıldı\n")]
    [InlineData(1253, "id;note\n1;Οι ένοπλοι άνδρες πέρασαν τα σύνορα και κατέλαβαν το χωριό κοντά στο πέρασμα των βουνών\n")]
    [InlineData(1255, "id;note\n1;אנשים חמושים חצו את הגבול ולקחו בני ערובה ליד הכפר שבהרים בתחילת חודש אוגוסט\n")]
    [InlineData(1256, "id;note\n1;رجال مسلحون عبروا الحدود واحتجزوا الرهائن قرب القرية في الجبال في بداية شهر آب\n")]
    [InlineData(20866, "id;note\n1;Вооруженные люди перешли границу и захватили заложников у села в горах в начале августа\n")]
    [InlineData(866, "id;note\n1;Вооруженные люди перешли границу и захватили заложников у села в горах в начале августа\n")]
    [InlineData(1251, "id;place\n1;Ош\n2;Баткен\n")]
    public async Task What_is_not_plainly_cyrillic_in_that_encoding_is_not_taken_for_it(int page, string words) =>
        Assert.Equal(FindEncoding.Western, (await ReadAsync(Bytes(page, words))).Says);

    [Theory]
    [InlineData("koi8-r", 20866)]
    [InlineData("IBM866", 866)]
    [InlineData("windows-1251", 1251)]
    public async Task What_is_said_of_it_is_taken(string name, int page)
    {
        var read = await ReadAsync(Bytes(page, "id;place\n1;Ош\n"), name);

        Assert.EndsWith("as was said", read.Says, StringComparison.Ordinal);
        Assert.Equal("id;place\n1;Ош\n", read.Text);
    }

    [Fact]
    public async Task What_is_said_and_cannot_be_is_refused_at_its_field()
    {
        Assert.Contains("windows-1251", await RefusedAsync("a"u8.ToArray(), "cp-1251"), StringComparison.Ordinal);
        Assert.Contains("not UTF-8", await RefusedAsync([0x63, 0xe9, 0x20], "utf-8"), StringComparison.Ordinal);
        Assert.Contains("the mark of UTF-16", await RefusedAsync([0xff, 0xfe, 0x61, 0], "windows-1251"), StringComparison.Ordinal);
        Assert.Equal("UTF-8 with a byte order mark", (await ReadAsync([0xef, 0xbb, 0xbf, 0x61], "utf-8")).Says);

        static async Task<string> RefusedAsync(byte[] sent, string encoding) =>
            (await Assert.ThrowsAsync<Refused>(() => ReceivedFile.TakeAsync(new MemoryStream(sent), TestContext.Current.CancellationToken, encoding))).Errors["encoding"].Single();
    }

    [Fact]
    public async Task The_beginning_of_a_file_may_end_within_a_letter()
    {
        var whole = Encoding.UTF8.GetBytes("id;place\n1;Ош – 𝄞");
        for (var length = 1; length <= whole.Length; length++)
        {
            await using var file = await ReceivedFile.TakeAsync(new MemoryStream(whole[..length]), TestContext.Current.CancellationToken, beginning: true);
            using var text = file.Text();
            Assert.Equal("UTF-8", file.EncodingSays);
            Assert.StartsWith(await text.ReadToEndAsync(TestContext.Current.CancellationToken), "id;place\n1;Ош – 𝄞", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task One_byte_far_behind_that_is_not_utf_8_is_enough() =>
        Assert.Equal(FindEncoding.Western, (await ReadAsync([.. Encoding.UTF8.GetBytes(new string('a', 500_000)), 0xe9, 0x20])).Says);

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

    private static byte[] Bytes(int page, string words) => CodePagesEncodingProvider.Instance.GetEncoding(page)!.GetBytes(words);

    private static async Task<(string Says, string Text)> ReadAsync(byte[] sent, string? encoding = null)
    {
        await using var file = await ReceivedFile.TakeAsync(new MemoryStream(sent), TestContext.Current.CancellationToken, encoding);
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
