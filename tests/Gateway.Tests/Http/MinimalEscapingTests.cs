using System.Text;
using System.Text.Json;
using CsCheck;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Tests.Http;

public sealed class MinimalEscapingTests
{
    [Fact]
    public void Every_character_is_written_as_it_is_but_those_that_json_requires_to_be_escaped()
    {
        for (var scalar = 0; scalar <= 0x10FFFF; scalar++)
        {
            if (Rune.IsValid(scalar))
            {
                var text = new Rune(scalar).ToString();
                var inside = Written($"a{text}b")[2..^2];
                Assert.True(inside == Expected(scalar, text), $"U+{scalar:X4} was written as {inside}");
            }
        }
    }

    [Fact]
    public void Texts_of_any_length_read_back_as_they_were()
    {
        var scalar = Gen.OneOf(Gen.Int[0, 0x7F], Gen.Int[0, 0xD7FF], Gen.Int[0xE000, 0x10FFFF]);
        scalar.Array[0, 300].Sample(scalars =>
        {
            var text = string.Concat(scalars.Select(value => new Rune(value).ToString()));
            var fromText = Written(text);
            var fromBytes = Written(writer => writer.WriteStringValue(Encoding.UTF8.GetBytes(text)));
            var expected = string.Concat(scalars.Select(value => Expected(value, new Rune(value).ToString())));
            return fromText == fromBytes
                && JsonSerializer.Deserialize<string>(fromText) == text
                && fromText[1..^1] == expected;
        });
    }

    [Theory]
    [InlineData("", '\ud800', "")]
    [InlineData("a", '\udc00', "b")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", '\ud83d', "")]
    public void What_is_no_text_becomes_the_replacement_character(string before, char half, string after)
    {
        Assert.Equal($"\"{before}\ufffd{after}\"", Written($"{before}{half}{after}"));
    }

    [Fact]
    public void Bytes_that_are_no_text_become_the_replacement_character()
    {
        var encoder = MinimalEscaping.Instance;

        Assert.Equal(2, encoder.FindFirstCharacterToEncodeUtf8([(byte)'a', (byte)'b', 0xFF, (byte)'"']));
        Assert.Equal(-1, encoder.FindFirstCharacterToEncodeUtf8("é😀"u8));
        Assert.Equal(2, encoder.FindFirstCharacterToEncodeUtf8("é\"😀"u8));
    }

    private static string Expected(int scalar, string text) => scalar switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < 0x20 => $"\\u{scalar:x4}",
        _ => text,
    };

    private static string Written(string text) => Written(writer => writer.WriteStringValue(text));

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, ApiJson.WriterOptions))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
