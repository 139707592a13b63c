using System.Globalization;
using Timeline.Vocabulary;

namespace Timeline.Console.Components;

/// <summary>The letters and numbers of a grade (the Admiralty code) in words, and as they are chosen in a form.</summary>
public static class GradeWords
{
    /// <summary>To choose from, "" for not graded.</summary>
    public static readonly (string Value, string Says)[] Reliabilities = [("", "not graded"), .. Enum.GetValues<Reliability>().Select(r => ($"{r}", $"{r}, {Say(r)}"))];

    /// <inheritdoc cref="Reliabilities"/>
    public static readonly (string Value, string Says)[] Credibilities = [("", "not graded"), .. Enumerable.Range(1, 6).Select(n => (n.ToString(CultureInfo.InvariantCulture), $"{n}, {SayCredibility(n)}"))];

    /// <summary>"B2: usually reliable, probably true".</summary>
    public static string Say(Grading grading) => grading is { Reliability: null, Credibility: null } ? "not graded"
        : $"{grading}: {(grading.Reliability is { } reliability ? Say(reliability) : "source not graded")}, {(grading.Credibility is { } credibility ? SayCredibility(credibility) : "word not graded")}";

    /// <summary>How reliable a source is.</summary>
    public static string Say(Reliability reliability) => reliability switch
    {
        Reliability.A => "completely reliable",
        Reliability.B => "usually reliable",
        Reliability.C => "fairly reliable",
        Reliability.D => "not usually reliable",
        Reliability.E => "unreliable",
        _ => "reliability cannot be judged",
    };

    /// <summary>How credible one thing is that a source says.</summary>
    /// <param name="credibility">1 to 6.</param>
    private static string SayCredibility(int credibility) => credibility switch
    {
        1 => "confirmed by others",
        2 => "probably true",
        3 => "possibly true",
        4 => "doubtful",
        5 => "improbable",
        _ => "truth cannot be judged",
    };
}
