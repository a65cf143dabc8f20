using System.Text;
using System.Text.Json;
using CsCheck;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Tests.Http;

public sealed class FieldTests
{
    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"count":null}""")]
    public void A_member_that_is_not_there_or_null_is_absent(string json)
    {
        Assert.True(Read(json).Count.IsAbsent);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("-2147483648", int.MinValue)]
    [InlineData("2147483647", int.MaxValue)]
    public void An_int_is_read(string json, int expected) =>
        Assert.Equal(Field<int>.Of(expected), Read($$"""{"count":{{json}}}""").Count);

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("1.0")]
    [InlineData("1.5")]
    [InlineData("1e2")]
    [InlineData("2147483648")]
    [InlineData("1e999999")]
    [InlineData("true")]
    [InlineData("[1]")]
    [InlineData("{\"a\":{\"b\":[1,2]}}")]
    public void What_is_no_int_is_wrong_and_the_rest_is_read_all_the_same(string json)
    {
        var request = Read($$"""{"count":{{json}},"where":"here"}""");

        Assert.True(request.Count.IsWrong);
        Assert.Equal("here", request.Where.Value);
    }

    [Theory]
    [InlineData("\"A9799648-b068-4c71-aca1-62ae6717b999\"", true)]
    [InlineData("\"\\u0061979964\\u0038-b068-4c71-aca1-62ae6717b999\"", true)]
    [InlineData("\"a9799648b0684c71aca162ae6717b999\"", false)]
    [InlineData("\"{a9799648-b068-4c71-aca1-62ae6717b999}\"", false)]
    [InlineData("\" a9799648-b068-4c71-aca1-62ae6717b999\"", false)]
    [InlineData("\"\\ud800\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("5", false)]
    public void A_guid_is_dashed_in_either_case(string json, bool valid)
    {
        var field = Read($$"""{"blockId":{{json}}}""").BlockId;

        Assert.Equal((valid, !valid), (field.HasValue, field.IsWrong));
        Assert.True(!valid || field.Value == Guid.Parse("a9799648-b068-4c71-aca1-62ae6717b999"));
    }

    [Theory]
    [InlineData("\\ud83d\\ude00", "😀")]
    [InlineData("\\u0000\\\\\\\"\\/\\b\\f\\n\\r\\t", "\0\\\"/\b\f\n\r\t")]
    [InlineData("+1-34011111 é 😀", "+1-34011111 é 😀")]
    public void A_text_is_read_as_it_is_meant(string json, string expected) =>
        Assert.Equal(expected, Read($$"""{"where":"{{json}}"}""").Where.Value);

    [Theory]
    [InlineData("\\ud83d")]
    [InlineData("\\ude00")]
    [InlineData("\\ude00\\ud83d")]
    [InlineData("\\ud83dx\\ude00")]
    [InlineData("\\ud83d\\ud83d\\ude00")]
    [InlineData("a\\uD83D\\\\ude00")]
    public void Half_a_surrogate_pair_is_no_text(string json)
    {
        var request = Read($$"""{"where":"{{json}}","whereUse":"{{json}}","startTime":"{{json}}","count":1}""");

        Assert.True(request.Where.IsWrong && request.WhereUse.IsWrong && request.StartTime.IsWrong);
        Assert.Equal(1, request.Count.Value);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("\"home\"", "home")]
    [InlineData("1.5", null)]
    [InlineData("true", null)]
    public void A_number_or_text_is_read_as_a_text(string json, string? expected) =>
        Assert.Equal(expected, Read($$"""{"whereUse":{{json}}}""").WhereUse.OrNothing()?.Text);

    [Theory]
    [InlineData("7")]
    [InlineData("7.00")]
    [InlineData("0.10")]
    [InlineData("-1")]
    [InlineData("1e5")]
    [InlineData("123456789012345678901234567890")]
    public void An_amount_keeps_the_form_it_came_in(string json) =>
        Assert.Equal(json, Read($$"""{"amount":{{json}}}""").Amount.Value.Text);

    [Fact]
    public void Names_are_read_in_any_case_and_unknown_ones_ignored()
    {
        var request = Read("""{"COUNT":1,"unknown":{"count":[2]},"WaiveFee":true}""");

        Assert.Equal(1, request.Count.Value);
        Assert.True(request.WaiveFee.Value);
    }

    [Fact]
    public void Elements_and_inner_members_are_fields_again()
    {
        var request = Read("""{"participants":[1,{"personId":2,"note":"n"},null],"host":{"note":3}}""");

        var participants = request.Participants.Value;
        Assert.True(participants[0].IsWrong);
        Assert.True(participants[1].Value.PersonId.IsWrong);
        Assert.Equal("n", participants[1].Value.Note.Value);
        Assert.True(participants[2].IsAbsent);
        Assert.True(request.Host.Value.Note.IsWrong);
    }

    [Fact]
    public void Reading_never_fails_on_any_text_in_any_member()
    {
        Gen.OneOf(Gen.String, Gen.String[Gen.Char['\ud700', '\ue000'], 0, 8]).Array[1, 4].Sample(texts =>
        {
            var json = new StringBuilder();
            foreach (var character in string.Concat(texts))
            {
                json.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }

            var request = Read($$"""{"where":"{{json}}","blockId":"{{json}}","startTime":"{{json}}"}""");
            return request.Where.HasValue == IsText(string.Concat(texts))
                && !(request.Where.HasValue && request.Where.Value != string.Concat(texts));
        });
    }

    private static bool IsText(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    private static SampleRequest Read(string json) =>
        JsonSerializer.Deserialize(json, SampleJson.Requests.SampleRequest)!;
}
