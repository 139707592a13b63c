using Microsoft.AspNetCore.Http;

namespace Timeline.Hosting;

/// <summary>What is wrong with an input, field by field.</summary>
public sealed class Problems
{
    private readonly Dictionary<string, List<string>> fields = [];

    public bool Any => fields.Count > 0;

    public bool Has(string field) => fields.ContainsKey(field);

    public IReadOnlyDictionary<string, string[]> Fields => fields.ToDictionary(f => f.Key, f => f.Value.ToArray());

    public void Add(string field, string says)
    {
        if (!fields.TryGetValue(field, out var list))
        {
            fields.Add(field, list = []);
        }

        list.Add(says);
    }

    /// <exception cref="Refused">There is any.</exception>
    public void ThrowIfAny()
    {
        if (Any)
        {
            throw new Refused(StatusCodes.Status400BadRequest, Fields);
        }
    }
}
