using System.Buffers.Text;
using System.Text;

namespace Scheduling.BookingRush;

/// <summary>HTTP/1.1 answers, as far as a load generator needs them.</summary>
internal static class AnswerReader
{
    /// <returns>Nothing where more bytes are needed.</returns>
    /// <exception cref="IOException">It is not HTTP.</exception>
    public static Answer? Read(Memory<byte> bytes, bool isEnd)
    {
        var headLength = bytes.Span.IndexOf("\r\n\r\n"u8);
        if (headLength < 0)
        {
            return null;
        }

        var head = bytes[..(headLength + 2)];
        var status = bytes.Length > 12 ? Number(bytes.Span[9..12]) : throw new IOException("The answer is not HTTP.");
        return Body(head.Span, bytes[(headLength + 4)..], isEnd) is { } body ? new Answer(status, head, body) : null;
    }

    /// <summary>The value of a header; empty where it is missing.</summary>
    public static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        for (var end = head.IndexOf("\r\n"u8); end >= 0 && end + 2 < head.Length; end = head.IndexOf("\r\n"u8))
        {
            head = head[(end + 2)..];
            if (head.Length > name.Length && head[name.Length] == ':'
                && Ascii.EqualsIgnoreCase(head[..name.Length], name))
            {
                var value = head[(name.Length + 1)..];
                return value[..value.IndexOf("\r\n"u8)].Trim((byte)' ');
            }
        }

        return default;
    }

    private static ReadOnlyMemory<byte>? Body(ReadOnlySpan<byte> head, Memory<byte> rest, bool isEnd)
    {
        var length = Header(head, "Content-Length"u8);
        if (length.Length > 0)
        {
            var bytes = Number(length);
            return rest.Length < bytes ? null : rest[..bytes];
        }

        return Ascii.EqualsIgnoreCase(Header(head, "Transfer-Encoding"u8), "chunked"u8)
            ? Chunks(rest)
            : isEnd ? rest : null;
    }

    /// <summary>Joins the chunks where they are complete.</summary>
    private static ReadOnlyMemory<byte>? Chunks(Memory<byte> rest)
    {
        var body = new MemoryStream();
        while (true)
        {
            var line = rest.Span.IndexOf("\r\n"u8);
            if (line < 0 || !Utf8Parser.TryParse(rest.Span[..line], out int size, out _, 'x')
                || rest.Length < line + 2 + size + 2)
            {
                return null;
            }

            if (size == 0)
            {
                return body.ToArray();
            }

            body.Write(rest.Span.Slice(line + 2, size));
            rest = rest[(line + 2 + size + 2)..];
        }
    }

    private static int Number(ReadOnlySpan<byte> digits) => Utf8Parser.TryParse(digits, out int number, out _)
        ? number
        : throw new IOException("The answer is not HTTP.");
}
