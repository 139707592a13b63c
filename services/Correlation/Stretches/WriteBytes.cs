using System.Buffers;
using System.Text;

namespace Timeline.Correlation.Stretches;

/// <summary>Writes numbers in as few bytes as they need, and each text once: the next time only its place among the texts is written.</summary>
public sealed class WriteBytes
{
    private readonly ArrayBufferWriter<byte> bytes = new(1 << 20);
    private readonly Dictionary<string, int> texts = new(StringComparer.Ordinal);

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
