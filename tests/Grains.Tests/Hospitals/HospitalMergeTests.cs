using Scheduling.Grains.Hospitals;

namespace Scheduling.Grains.Tests.Hospitals;

public sealed class HospitalMergeTests
{
    private static readonly Hospital Stored = new()
    {
        Id = 126,
        Name = "Old",
        TimeZone = "UTC",
        ServiceTypes = [new ServiceType(1, "One", 10), new ServiceType(2, "Two", 20)],
        Codesets = [new Codeset("primary", [new Code(1, "Fever", 1), new Code(2, "Cough", 2)])],
        MostLiveAppointments = 3,
    };

    [Fact]
    public void Name_zone_and_settings_are_the_imports()
    {
        var merged = Stored.MergedWith(new Hospital
        {
            Id = 126,
            Name = "New",
            TimeZone = "America/New_York",
            PatientsMayWaiveFees = true,
            LongestPatientVisit = TimeSpan.FromHours(1),
        });

        Assert.Equal(("New", "America/New_York"), (merged.Name, merged.TimeZone));
        Assert.True(merged.PatientsMayWaiveFees);
        Assert.Equal(TimeSpan.FromHours(1), merged.LongestPatientVisit);
        Assert.Null(merged.MostLiveAppointments);
    }

    [Fact]
    public void Service_types_and_codesets_are_replaced_in_place_added_at_the_end_and_never_removed()
    {
        var merged = Stored.MergedWith(Stored with
        {
            ServiceTypes = [new ServiceType(3, "Three", 30), new ServiceType(1, "Uno", 15)],
            Codesets = [new Codeset("secondary", []), new Codeset("PRIMARY", [new Code(9, "Rash", 1)])],
        });

        Assert.Equal(["Uno", "Two", "Three"], merged.ServiceTypes.Select(type => type.Name));
        Assert.Equal(["PRIMARY", "secondary"], merged.Codesets.Select(set => set.Name));
        Assert.Equal(new Code(9, "Rash", 1), Assert.Single(merged.Codesets[0].Codes));
    }

    [Fact]
    public void The_same_says_nothing_new()
    {
        var copy = Stored with
        {
            ServiceTypes = [.. Stored.ServiceTypes],
            Codesets = [.. Stored.Codesets.Select(set => set with { Codes = [.. set.Codes] })],
        };

        Assert.True(Stored.Says(Stored.MergedWith(copy)));
    }

    [Fact]
    public void Any_difference_is_seen()
    {
        Hospital[] others =
        [
            Stored with { Name = "New" },
            Stored with { TimeZone = "Europe/Berlin" },
            Stored with { PatientsMayWaiveFees = true },
            Stored with { LongestPatientVisit = TimeSpan.FromHours(1) },
            Stored with { MostLiveAppointments = null },
            Stored with { ServiceTypes = [new ServiceType(1, "One", 11), new ServiceType(2, "Two", 20)] },
            Stored with { Codesets = [new Codeset("primary", [new Code(1, "Fever", 2), new Code(2, "Cough", 2)])] },
            Stored with { Codesets = [new Codeset("primary", [new Code(1, "Fever", 1)])] },
            Stored with { Codesets = [.. Stored.Codesets, new Codeset("secondary", [])] },
        ];

        Assert.All(others, other => Assert.False(Stored.Says(Stored.MergedWith(other))));
    }
}
