using NodaTime;
using NodaTime.TimeZones;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Tests.Http;

public sealed class TimeZonesTests
{
    [Theory]
    [InlineData(1, "Africa/Abidjan")]
    [InlineData(154, "America/New_York")]
    [InlineData(341, "Etc/UTC")]
    [InlineData(342, "Europe/Amsterdam")]
    [InlineData(450, "Pacific/Wallis")]
    public void A_number_that_was_given_out_means_the_same_zone_for_good(int id, string name)
    {
        Assert.Equal(name, TimeZones.All.Single(zone => zone.Id == id).Name);
        Assert.Equal(name, TimeZones.Find(id)!.Id);
    }

    [Fact]
    public void Every_zone_has_a_number_of_its_own_and_a_name_that_exists()
    {
        Assert.Equal(Enumerable.Range(1, TimeZones.All.Length), TimeZones.All.Select(zone => zone.Id));
        Assert.Equal(TimeZones.All.Length, TimeZones.All.Select(zone => zone.Name).Distinct().Count());
        Assert.All(TimeZones.All, zone => Assert.Contains(zone.Name, DateTimeZoneProviders.Tzdb.Ids));
    }

    [Fact]
    public void Every_place_of_the_time_zone_database_is_there()
    {
        var places = TzdbDateTimeZoneSource.Default.ZoneLocations!.Select(place => place.ZoneId);

        Assert.Empty(places.Except(TimeZones.All.Select(zone => zone.Name)));
    }

    [Theory]
    [InlineData("America/New_York", true)]
    [InlineData("Asia/Calcutta", true)]
    [InlineData("UTC", true)]
    [InlineData("UTC+05:30", false)]
    [InlineData("america/new_york", false)]
    [InlineData("Mars/Base", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_name_is_looked_up_as_iana_writes_it(string? name, bool exists)
    {
        Assert.Equal(exists, TimeZones.Find(name) is not null);
    }

    [Fact]
    public void A_number_that_was_never_given_out_is_no_zone()
    {
        Assert.Null(TimeZones.Find(0));
        Assert.Null(TimeZones.Find(int.MaxValue));
    }
}
