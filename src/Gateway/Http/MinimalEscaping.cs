using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Scheduling.Gateway.Http;

/// <summary>
/// Escapes only what JSON requires: quote, backslash and control characters below U+0020. The framework's most relaxed
/// encoder also escapes everything outside the Basic Multilingual Plane, among others. What is no text (half of a
/// surrogate pair) is written as U+FFFD, as everywhere in the framework.
/// </summary>
internal sealed class MinimalEscaping : JavaScriptEncoder
{
    public static readonly MinimalEscaping Instance = new();

    private static readonly char[] Required =
        [.. Enumerable.Range(0, 0x20).Select(control => (char)control), '"', '\\'];

    private static readonly SearchValues<byte> EscapedBytes =
        SearchValues.Create([.. Required.Select(character => (byte)character)]);

    private static readonly SearchValues<char> EscapedOrSurrogates =
        SearchValues.Create([.. Required, .. Enumerable.Range(0xD800, 0x800).Select(unit => (char)unit)]);

    private MinimalEscaping()
    {
    }

    /// <summary>As in <c>\u001f</c>.</summary>
    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < 0x20 or '"' or '\\';

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        var first = utf8Text.IndexOfAny(EscapedBytes);
        var plain = first < 0 ? utf8Text : utf8Text[..first];
        return Utf8.IsValid(plain) ? first : FirstInvalid(plain);
    }

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var characters = new ReadOnlySpan<char>(text, textLength);
        var index = 0;
        while (characters[index..].IndexOfAny(EscapedOrSurrogates) is >= 0 and var next)
        {
            index += next;
            if (Rune.DecodeFromUtf16(characters[index..], out var rune, out var length) != OperationStatus.Done
                || WillEncode(rune.Value))
            {
                return index;
            }

            index += length;
        }

        return -1;
    }

    public override unsafe bool TryEncodeUnicodeScalar(
        int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var text = Escape(unicodeScalar);
        var copied = text.TryCopyTo(new Span<char>(buffer, bufferLength));
        numberOfCharactersWritten = copied ? text.Length : 0;
        return copied;
    }

    private static string Escape(int scalar) => scalar switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < 0x20 => $"\\u{scalar:x4}",
        _ => new Rune(scalar).ToString(),
    };

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var index = 0;
        while (Rune.DecodeFromUtf8(text[index..], out _, out var length) == OperationStatus.Done)
        {
            index += length;
        }

        return index;
    }
}
