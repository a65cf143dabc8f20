using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Scheduling.Grains.Tests.Contracts;

/// <summary>
/// Silos and gateways of two versions talk to each other while they are replaced one by one. What the version before
/// wrote is kept in <c>recorded.txt</c>, and read here; what it would not understand of today's is tried on records
/// that are a version behind. Lines of a released version are never edited; <c>docs/upgrade.md</c> says how new ones
/// are added.
/// </summary>
public sealed class ContractTests : IDisposable
{
    private const string RecordSetting = "SCHEDULING_RECORD_CONTRACTS";

    private static readonly TimeRange Asked = (TimeRange)ContractSample.Of(typeof(TimeRange));

    private readonly ServiceProvider services = new ServiceCollection()
        .AddSerializer(serializer => serializer
            .AddAssembly(typeof(Key).Assembly).AddAssembly(typeof(SettingsState).Assembly)
            .AddAssembly(typeof(ContractTests).Assembly))
        .BuildServiceProvider();

    private Serializer Serializer => services.GetRequiredService<Serializer>();

    public static TheoryData<string> RecordedAliases => [.. Recorded("record").Select(line => line.Split('\t')[1])];

    public void Dispose() => services.Dispose();

    [Theory]
    [MemberData(nameof(RecordedAliases))]
    public void What_the_version_before_wrote_is_read_as_it_was_meant(string alias)
    {
        var line = Recorded("record").Select(line => line.Split('\t')).Single(parts => parts[1] == alias);
        var then = JsonNode.Parse(line[2]);

        var read = Serializer.Deserialize<object>(Convert.FromBase64String(line[3]))!;

        Assert.Equal(Contracts.Records[alias], read.GetType());
        var now = ContractText.Of(read);
        Assert.True(ContractText.Says(now, then), $"{alias} was\n{then}\nand is now read as\n{now}");
    }

    [Fact]
    public void Calls_kinds_of_grains_and_numbers_that_were_released_are_still_there()
    {
        var recorded = Recorded("name").Select(line => line.Split('\t')[1]).ToList();

        Assert.NotEmpty(recorded);
        Assert.Empty(recorded.Except(Contracts.Names()));
    }

    [Fact]
    public void Numbers_of_members_and_of_enumerations_are_given_once()
    {
        Assert.All(Contracts.Records, record => Assert.Distinct(
            Contracts.Members(record.Value).Select(numbered => numbered.Id)));
        Assert.Distinct(Contracts.Names());
    }

    [Fact]
    public void Every_contract_has_an_alias_and_is_read_back_as_it_was_written() =>
        Assert.All(Contracts.Records.Values, type =>
        {
            var sample = ContractSample.Of(type);

            var read = Serializer.Deserialize<object>(Serializer.SerializeToArray(sample))!;

            Assert.Equal($"{ContractText.Of(sample)}", $"{ContractText.Of(read)}");
        });

    [Fact]
    public void A_member_that_a_later_version_adds_is_passed_over()
    {
        var later = new LaterBookAnswer(BookStatus.Booked)
        {
            Placement = PlacementStatus.Placed,
            Alternatives = [Asked],
            Queue = "a later thought",
            Nested = new LaterThing(new Key(126, Guid.Empty), [1, 2, 3]),
        };

        var read = Serializer.Deserialize<BookAnswer>(Serializer.SerializeToArray(later))!;

        Assert.Equal((BookStatus.Booked, PlacementStatus.Placed), (read.Status, read.Placement));
        Assert.Equal(Asked, Assert.Single(read.Alternatives));
    }

    [Fact]
    public void A_member_that_the_version_before_did_not_send_has_its_default()
    {
        var earlier = new EarlierPlaceAnswer(PlacementStatus.TimeTaken);

        var read = Serializer.Deserialize<PlaceAnswer>(Serializer.SerializeToArray(earlier))!;

        Assert.Equal(PlacementStatus.TimeTaken, read.Status);
        Assert.True(read.Alternatives.IsDefaultOrEmpty);
    }

    [Fact]
    public void The_version_before_reads_the_members_that_it_knows()
    {
        var sample = (BookAnswer)ContractSample.Of(typeof(BookAnswer));

        var read = Serializer.Deserialize<EarlierBookAnswer>(Serializer.SerializeToArray(sample))!;

        Assert.Equal((sample.Status, sample.Appointment), (read.Status, read.Appointment));
    }

    /// <summary>With the setting it writes lines of contracts that have none yet; without, it checks the file.</summary>
    [Fact]
    public void The_record_is_whole()
    {
        if (Environment.GetEnvironmentVariable(RecordSetting) is { Length: > 0 } file)
        {
            File.WriteAllLines(file, Recorded("").Union(Today(), StringComparer.Ordinal));
        }

        Assert.All(Recorded(""), line => Assert.Contains(line.Split('\t').Length, new[] { 2, 4 }));
        Assert.Distinct(Recorded("record").Select(line => line.Split('\t')[1]));
    }

    private IEnumerable<string> Today()
    {
        var known = Recorded("record").Select(line => line.Split('\t')[1]).ToHashSet();
        var records = Contracts.Records
            .Where(record => !known.Contains(record.Key))
            .OrderBy(record => record.Key, StringComparer.Ordinal)
            .Select(record => (record.Key, Sample: ContractSample.Of(record.Value)));
        return records
            .Select(record => string.Join(
                '\t', "record", record.Key, ContractText.Of(record.Sample)!.ToJsonString(),
                Convert.ToBase64String(Serializer.SerializeToArray(record.Sample))))
            .Concat(Contracts.Names().Order(StringComparer.Ordinal).Select(name => $"name\t{name}"));
    }

    private static IEnumerable<string> Recorded(string kind) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Contracts", "recorded.txt"))
            .Where(line => line.StartsWith(kind, StringComparison.Ordinal));
}

/// <summary>An answer of the version after this one.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.tests.later-book-answer")]
internal sealed record LaterBookAnswer([property: Id(0)] BookStatus Status)
{
    [Id(1)] public PlacementStatus Placement { get; init; }

    [Id(3)] public ImmutableArray<TimeRange> Alternatives { get; init; } = [];

    [Id(90)] public string? Queue { get; init; }

    [Id(91)] public LaterThing? Nested { get; init; }
}

[GenerateSerializer, Immutable, Alias("scheduling.tests.later-thing")]
internal sealed record LaterThing([property: Id(0)] Key Key, [property: Id(1)] long[] Numbers);

/// <summary>Answers of a version that had not thought of alternatives.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.tests.earlier-place-answer")]
internal sealed record EarlierPlaceAnswer([property: Id(0)] PlacementStatus Status);

[GenerateSerializer, Immutable, Alias("scheduling.tests.earlier-book-answer")]
internal sealed record EarlierBookAnswer([property: Id(0)] BookStatus Status)
{
    [Id(2)] public Appointment? Appointment { get; init; }
}
