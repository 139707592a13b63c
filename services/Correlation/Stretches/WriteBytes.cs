using System.Buffers;
using System.Text;

namespace Timeline.Correlation.Stretches;

/// <summary>
/// Writes numbers in as few bytes as they need, and each text, and each record that is the like of another, once: the next time only its place is written. What was written once is
/// one object when it is read, so that a history takes less memory too.
/// </summary>
public sealed class WriteBytes
{
    private readonly ArrayBufferWriter<byte> bytes = new(1 << 20);
    private readonly Dictionary<string, int> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<object, int> once = [];

    public byte[] ToArray() => bytes.WrittenSpan.ToArray();

    public void Number(long number)
    {
        var left = unchecked((ulong)((number << 1) ^ (number >> 63)));
        var span = bytes.GetSpan(10);
        var at = 0;
        while (left >= 0x80)
        {
            span[at++] = unchecked((byte)(left | 0x80));
            left >>= 7;
        }

        span[at++] = unchecked((byte)left);
        bytes.Advance(at);
    }

    /// <summary>Whether something must be written out: where its like was before, only its place is, and where nothing is there, only that.</summary>
    public bool IsFirst(object? value)
    {
        if (value is not null && once.TryAdd(value, once.Count))
        {
            Number(1);
            return true;
        }

        Number(value is null ? 0 : once[value] + 2);
        return false;
    }

    public void Text(string? text)
    {
        if (text is null)
        {
            Number(0);
        }
        else if (texts.TryGetValue(text, out var place))
        {
            Number(place + 2);
        }
        else
        {
            texts.Add(text, texts.Count);
            var size = Encoding.UTF8.GetByteCount(text);
            Number(1);
            Number(size);
            bytes.Advance(Encoding.UTF8.GetBytes(text, bytes.GetSpan(size)));
        }
    }
}

/// <summary>Reads what <see cref="WriteBytes"/> wrote.</summary>
public sealed class ReadBytes(byte[] bytes)
{
    private readonly List<string> texts = [];
    private readonly List<object?> once = [];
    private int at;

    public long Number()
    {
        ulong read = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            read |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return unchecked((long)(read >> 1) ^ -(long)(read & 1));
            }
        }
    }

    /// <summary>What <see cref="WriteBytes.IsFirst"/> wrote.</summary>
    public T? Once<T>(Func<ReadBytes, T> read) where T : class
    {
        var place = Number();
        if (place != 1)
        {
            return place == 0 ? null : (T?)once[(int)place - 2];
        }

        // what is in it is read, and has its place, after it
        var own = once.Count;
        once.Add(null);
        var value = read(this);
        once[own] = value;
        return value;
    }

    public string? Text()
    {
        var place = Number();
        if (place != 1)
        {
            return place == 0 ? null : texts[(int)place - 2];
        }

        var size = (int)Number();
        var text = Encoding.UTF8.GetString(bytes, at, size);
        at += size;
        texts.Add(text);
        return text;
    }
}
