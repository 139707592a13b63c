namespace Timeline.Faults;

/// <summary>What was asked for.</summary>
/// <param name="Rounds">How many rounds at most.</param>
/// <param name="Seed">The seed of the first round; each further round has the next.</param>
/// <param name="Minutes">No round begins after so many minutes; null: no such limit.</param>
internal sealed record Options(int Rounds, int Seed, int? Minutes)
{
    private const int UsualRounds = 5;

    /// <exception cref="FormatException">Something was asked for that there is not; the message says what.</exception>
    public static Options Read(IReadOnlyList<string> arguments)
    {
        int? rounds = null, seed = null, minutes = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = arguments[i].Split('=', 2) is [var n, var v] ? (n, v) : (arguments[i], i + 1 < arguments.Count ? arguments[++i] : "");
            switch (name)
            {
                case "--rounds": rounds = Number(name, value, 1); break;
                case "--seed": seed = Number(name, value, 0); break;
                case "--minutes": minutes = Number(name, value, 1); break;
                default: throw new FormatException($"faults does not know '{name}'; it knows --rounds N, --seed S and --minutes M");
            }
        }

        return new(rounds ?? (minutes is null ? UsualRounds : int.MaxValue), seed ?? Random.Shared.Next(100_000), minutes);
    }

    private static int Number(string name, string value, int least) =>
        int.TryParse(value, out var number) && number >= least ? number : throw new FormatException($"{name} wants a whole number from {least} on, not '{value}'");
}
