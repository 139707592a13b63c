namespace Timeline.Vocabulary;

/// <summary>The theatres that ship with Timeline.</summary>
public static class Theatres
{
    public static IReadOnlyList<Theatre> Standard { get; } = StandardData.Read<IReadOnlyList<Theatre>>("theatres.json");

    public static Theatre? Find(string id) => Standard.FirstOrDefault(t => t.Id == id);
}
