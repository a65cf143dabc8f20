using System.Net.Http.Headers;
using System.Text;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.RequestShapes;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>Bodies that are no JSON object, no UTF-8, too large, or not said to be JSON.</summary>
public sealed class MalformedBodyTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private const int MostBytes = 64 * 1024;

    private static readonly (string Method, string Path)[] Doors =
        [("POST", Patients), ("PUT", $"{Patients}/{Guid.NewGuid()}")];

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("{")]
    [InlineData("{\"where\":")]
    [InlineData("{\"where\":\"a")]
    [InlineData("{\"where\":\"a\",}")]
    [InlineData("{\"participants\":[1,]}")]
    [InlineData("{'where':'a'}")]
    [InlineData("{where:\"a\"}")]
    [InlineData("{\"where\" \"a\"}")]
    [InlineData("{\"where\":\"a\"} // comment")]
    [InlineData("/* comment */{}")]
    [InlineData("{\"serviceTypeId\":NaN}")]
    [InlineData("{\"serviceTypeId\":Infinity}")]
    [InlineData("{\"serviceTypeId\":-Infinity}")]
    [InlineData("{\"serviceTypeId\":0x10}")]
    [InlineData("{\"serviceTypeId\":01}")]
    [InlineData("{\"serviceTypeId\":+1}")]
    [InlineData("{\"serviceTypeId\":.5}")]
    [InlineData("{\"serviceTypeId\":1.}")]
    [InlineData("{\"serviceTypeId\":1e}")]
    [InlineData("{\"waiveFee\":True}")]
    [InlineData("{\"waiveFee\":undefined}")]
    [InlineData("{\"where\":\"line\nbreak\"}")]
    [InlineData("{\"where\":\"\0\"}")]
    [InlineData("{\"where\":\"\\x41\"}")]
    [InlineData("{\"where\":\"\\u12\"}")]
    [InlineData("{\"where\":\"\\\"}")]
    [InlineData("{} {}")]
    [InlineData("{}x")]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("1")]
    [InlineData("\"where\"")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("where=a&whereUse=1")]
    [InlineData("<where>a</where>")]
    public async Task A_body_that_is_no_JSON_object_is_refused(string body)
    {
        foreach (var (method, path) in Doors)
        {
            var answer = await gateway.Raw.Send(
                method, path, body, $"Authorization: Bearer {gateway.GuardiansToken()}");

            Assert.Equal("HTTP/1.1 400 Sp Error 1000400 ExError 0", answer.StatusLine);
            Assert.Equal(1000400, answer.Code);
            Assert.False(answer.Json.ContainsKey("errors"));
        }
    }

    [Theory]
    [InlineData("[", 1)]
    [InlineData("[", 30_000)]
    [InlineData("{\"where\":", 7_000)]
    [InlineData("{\"unknown\":[", 5_000)]
    [InlineData("{\"participants\":[{\"personId\":", 2_000)]
    [InlineData("{\"intakeMetadata\":{\"concerns\":[", 2_000)]
    public async Task Deep_nesting_is_refused(string step, int times)
    {
        var answer = await gateway.PostText(string.Concat(Enumerable.Repeat(step, times)));

        Assert.Equal((400, 1000400), (answer.Status, answer.Code));
    }

    public static TheoryData<string, byte[]> NoUtf8 => new()
    {
        { "a byte that is never part of UTF-8", [0xFF] },
        { "a continuation without a start", [0x80] },
        { "a start without its continuation", [0xC3] },
        { "an overlong slash", [0xC0, 0xAF] },
        { "a surrogate", [0xED, 0xA0, 0x80] },
        { "beyond U+10FFFF", [0xF4, 0x90, 0x80, 0x80] },
    };

    [Theory]
    [MemberData(nameof(NoUtf8))]
    public async Task A_body_that_is_no_UTF8_is_refused_in_values_and_in_unknown_members(string what, byte[] bytes)
    {
        foreach (var member in (string[])["where", "unknown"])
        {
            byte[] body = [.. Encoding.UTF8.GetBytes($"{{\"{member}\":\""), .. bytes, .. "\"}"u8];

            var answer = await gateway.PostBytes(body);

            Assert.True((answer.Status, answer.Code) == (400, 1000400), what);
            Assert.False(answer.Json.ContainsKey("errors"));
        }
    }

    [Fact]
    public async Task A_body_in_UTF16_or_compressed_is_refused()
    {
        var utf16 = await gateway.PostBytes(
            [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Sample().ToJsonString())]);
        var zipped = await gateway.PostBytes([0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3], "Content-Encoding: gzip");

        Assert.Equal((400, 1000400), (utf16.Status, utf16.Code));
        Assert.Equal((400, 1000400), (zipped.Status, zipped.Code));
    }

    [Fact]
    public async Task A_byte_order_mark_and_white_space_around_the_body_are_no_matter()
    {
        var marked = await gateway.PostBytes(
            [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Fresh().ToJsonString())]);
        var spaced = await gateway.PostText($"\r\n\t {Fresh().ToJsonString()} \r\n\t");

        marked.AssertBooked();
        spaced.AssertBooked();
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json; odata=verbose")]
    [InlineData("application/merge-patch+json")]
    public async Task Json_is_read_by_whichever_of_its_names_it_comes(string type)
    {
        (await gateway.PostText(Fresh().ToJsonString(), $"Content-Type: {type}")).AssertBooked();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/html")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/jsonx")]
    [InlineData("application")]
    [InlineData("json")]
    [InlineData("*/*")]
    [InlineData("")]
    [InlineData(";;;")]
    public async Task What_is_not_JSON_is_answered_415(string type)
    {
        foreach (var (method, path) in Doors)
        {
            var answer = await gateway.Raw.Send(
                method, path, Sample().ToJsonString(),
                $"Authorization: Bearer {gateway.GuardiansToken()}", $"Content-Type: {type}");

            Assert.Equal("HTTP/1.1 415 Unsupported Media Type", answer.StatusLine);
            Assert.Equal(1000400, answer.Code);
        }
    }

    [Fact]
    public async Task No_body_and_no_type_is_answered_415()
    {
        var answer = await gateway.Send("POST", Patients, gateway.GuardiansToken());

        Assert.Equal((415, 1000400), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_body_may_have_64_KiB_and_not_a_byte_more()
    {
        var largest = await gateway.PostText(Fresh().ToJsonString().PadRight(MostBytes));
        var larger = await gateway.PostText(Sample().ToJsonString().PadRight(MostBytes + 1));
        var large = await gateway.PostText(Sample().ToJsonString().PadRight(10 * 1024 * 1024));

        largest.AssertBooked();
        Assert.Equal(("HTTP/1.1 413 Payload Too Large", 1000400), (larger.StatusLine, larger.Code));
        Assert.Equal((413, 1000400), (large.Status, large.Code));
    }

    [Theory]
    [InlineData(MostBytes, 200)]
    [InlineData(MostBytes + 1, 413)]
    public async Task A_body_of_unknown_length_has_the_same_limit(int length, int status)
    {
        using var client = new HttpClient { BaseAddress = gateway.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, Patients);
        request.Headers.Authorization = new("Bearer", gateway.GuardiansToken());
        request.Headers.TransferEncodingChunked = true;
        request.Content = new StringContent(
            Fresh().ToJsonString().PadRight(length), new MediaTypeHeaderValue("application/json"));

        using var response = await client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
    }
}
