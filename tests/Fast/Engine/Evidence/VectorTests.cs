using Timeline.Vectors;
using Timeline.Vectors.Methods;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>Every method against numbers that others worked out (R, scipy, exact fractions), kept in tests/Vectors/Cases.</summary>
public sealed class VectorTests
{
    public static TheoryData<string> Methods => [.. KnownMethods.Names];

    [Theory, MemberData(nameof(Methods))]
    public void Every_method_says_what_the_references_say(string method)
    {
        var check = Assert.Single(CheckFolder.CheckFile(Repository.At("tests", "Vectors", "Cases", "methods", method + ".json")));

        Assert.Equal(method, check.Name);
        Assert.Empty(check.Complaints);
        Assert.InRange(check.Cases, 5, 1000);
    }

    [Theory]
    [InlineData("\"p_value\":0.4444444444444444", "\"p_value\":0.4444444454444444", "p_value: 0.4444444454444444 expected, 0.44444444444444")]
    [InlineData("\"k\":2,", "\"k\":2,\"k_of_next_year\":2,", "nothing here answers 'k_of_next_year'")]
    [InlineData("\"mid_p\":0.2222222222222222", "\"mid_p\":null", "mid_p: null expected, 0.2222")]
    [InlineData("\"p_i\":[0.6666666666666666,0.6666666666666666]", "\"p_i\":[0.6666666666666666]", "p_i: 1 expected, 2 found")]
    public void A_number_a_field_or_a_length_that_is_not_right_is_seen(string right, string wrong, string complaint)
    {
        using var folder = new Folder();
        var text = File.ReadAllText(Repository.At("tests", "Vectors", "Cases", "methods", "coverage_s1.json"));
        Assert.Contains(right, text, StringComparison.Ordinal);
        folder.Write("coverage_s1.json", text.Replace(right, wrong, StringComparison.Ordinal));

        var check = Assert.Single(CheckFolder.Check(folder.Path));

        Assert.False(check.Passed);
        Assert.Contains(check.Complaints, c => c.Contains(complaint, StringComparison.Ordinal));
        Assert.EndsWith("FAIL", check.Line(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new.json", """{"method":"astrology","tolerance":{"rel":0,"abs":0},"cases":[]}""", "new.json cannot be checked: no method here is called 'astrology'.")]
    [InlineData("list.json", "[]", "list.json cannot be checked: neither vectors nor timelines.")]
    [InlineData("half.json", "{", "half.json cannot be checked: it is no JSON")]
    [InlineData("picture.png", "", "picture.png cannot be checked: neither vectors nor timelines.")]
    [InlineData("alone.csv", "replicate,type", "alone.csv cannot be checked: timelines without a file expected.json beside them.")]
    public void A_file_it_does_not_know_fails_with_a_sentence(string name, string text, string sentence)
    {
        using var folder = new Folder();
        folder.Write(name, text);

        var check = Assert.Single(CheckFolder.Check(folder.Path));

        Assert.False(check.Passed);
        Assert.StartsWith(sentence, Assert.Single(check.Complaints), StringComparison.Ordinal);
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("vectors").FullName;

        public void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
