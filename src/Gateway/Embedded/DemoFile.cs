using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Scheduling.Gateway.Embedded;

/// <summary>What the program itself has to know of the demo hospital's file; the import reads the rest.</summary>
internal sealed record DemoFile(
    DemoFile.HospitalPart Hospital,
    ImmutableArray<DemoFile.PersonPart> People,
    ImmutableArray<DemoFile.BlockPart> AvailabilityBlocks)
{
    public const string Name = "hospital-126.json";

    public static Stream Open() => typeof(DemoFile).Assembly.GetManifestResourceStream(Name)
        ?? throw new InvalidOperationException($"{Name} is missing from the program.");

    public static DemoFile Read()
    {
        using var file = Open();
        return JsonSerializer.Deserialize<DemoFile>(file, JsonSerializerOptions.Web)!;
    }

    /// <summary>Everybody who can log in, with the password that everybody knows.</summary>
    public IEnumerable<PersonPart> Logins => People.Where(person => person is { Email: not null, Password: not null });

    /// <summary>The file's first block as it is on another day: same clinician, same time on the wall.</summary>
    public BlockDefinition BlockOn(LocalDate day, DateTimeZone zone, DateTimeOffset now)
    {
        var pattern = AvailabilityBlocks[0];
        var clinician = People.Single(person => person.ClinicianId == pattern.ClinicianId).Id;
        return new BlockDefinition
        {
            Key = new Key(Hospital.Id, DerivedId.Block(new Key(Hospital.Id, clinician), day.ToDateOnly())),
            ClinicianId = clinician,
            Time = new TimeRange(Instant(pattern.From), Instant(pattern.To)),
            AllowOnDemand = pattern.AllowOnDemandAppt,
            AllowProvider = pattern.AllowProviderAppt,
            AllowSelf = pattern.AllowSelfAppt,
            IsAvailable = pattern.IsAvailable,
            Optimization = pattern.OptimizationTypeCode,
            CreatedAt = now,
            ModifiedAt = now,
        };

        DateTimeOffset Instant(string time) =>
            day.At(Hour(time)).InZoneLeniently(zone).ToInstant().ToDateTimeOffset();
    }

    private static LocalTime Hour(string time) =>
        LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time).Value;

    internal sealed record HospitalPart(int Id, string Name, string TimeZone);

    internal sealed record PersonPart(
        Guid Id, ContactType ContactTypeCode, int? ClinicianId, string? Email, string? Password);

    internal sealed record BlockPart(
        Guid Id,
        int ClinicianId,
        string From,
        string To,
        bool AllowSelfAppt,
        bool AllowProviderAppt,
        bool AllowOnDemandAppt,
        bool IsAvailable,
        OptimizationType OptimizationTypeCode);
}
