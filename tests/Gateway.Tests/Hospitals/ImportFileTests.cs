using System.Text;
using Scheduling.Gateway.Hospitals;

namespace Scheduling.Gateway.Tests.Hospitals;

public sealed class ImportFileTests
{
    private const string File = """
        { "unknown": { "people": [ { "deep": [ 1, "}]" ] } ] },
          "People": [ { "a": "\"}" }, [ 1, 2 ], 3, null ],
          "hospital": { "id": 1 },
          "codesets": null, "serviceTypes": [],
          "AVAILABILITYBLOCKS": [ {} ] }
        """;

    private static readonly string[] Records =
    [
        """people[0] { "a": "\"}" }""", "people[1] [ 1, 2 ]", "people[2] 3", "people[3] null",
        """hospital { "id": 1 }""", "availabilityBlocks[0] {}",
    ];

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(7)]
    [InlineData(1)]
    public async Task Records_come_in_the_order_of_the_file_however_its_bytes_arrive(int atOnce) =>
        Assert.Equal(Records, await Read(File, atOnce));

    [Fact]
    public async Task Byte_order_mark_is_no_fault() => Assert.Equal(Records, await Read("\uFEFF" + File, int.MaxValue));

    [Theory]
    [InlineData("", "The body is malformed JSON")]
    [InlineData("[]", "The body must be a JSON object")]
    [InlineData("{", "The body is malformed JSON")]
    [InlineData("""{"people":[{"id":1}""", "The body is malformed JSON")]
    [InlineData("""{"people":[{"id":1}]} x""", "The body is malformed JSON")]
    [InlineData("""{"people":[{"id":1},]}""", "The body is malformed JSON")]
    [InlineData("""{"people":{}}""", "people must be an array")]
    [InlineData("""{"people":[],"People":[]}""", "A member of the body is given twice")]
    [InlineData("""{"people":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}""", "The body is malformed JSON")]
    public async Task Fault_of_the_file_ends_it(string json, string fault)
    {
        foreach (var atOnce in new[] { int.MaxValue, 1 })
        {
            Assert.Equal(fault, (await Read(json, atOnce))[^1]);
        }
    }

    [Fact]
    public async Task Record_that_is_too_large_ends_it()
    {
        var json = $$"""{"people":[{},{"id":"{{new string('x', 2 * 1024 * 1024)}}"}]}""";

        Assert.Equal(["people[0] {}", "The record after 1 others is larger than 1 MiB"], await Read(json, 100_000));
    }

    private static async Task<List<string>> Read(string json, int atOnce)
    {
        var records = new List<string>();
        await foreach (var record in new ImportFile(new Trickle(Encoding.UTF8.GetBytes(json), atOnce)).Read())
        {
            records.Add(record.Error?.Message ?? $"{record.Path} {Encoding.UTF8.GetString(record.Json)}");
        }

        return records;
    }

    /// <summary>Gives at most so many bytes at once.</summary>
    private sealed class Trickle(byte[] bytes, int atOnce) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, atOnce)], cancellationToken);
    }
}
