using System.Text.Json;
using NodaTime;
using Scheduling.Gateway.Hospitals;

namespace Scheduling.Gateway.Tests.Hospitals;

public sealed class BlockTimeTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    // 23:30 on 13 March in New York.
    private static readonly Instant Now = Instant.FromUtc(2019, 3, 14, 3, 30);

    [Theory]
    [InlineData("""{"date":"tomorrow","from":"08:00","to":"18:00"}""", "2019-03-14T12:00Z/2019-03-14T22:00Z")]
    [InlineData("""{"date":"2019-03-20","from":"22:00","to":"24:00"}""", "2019-03-21T02:00Z/2019-03-21T04:00Z")]
    [InlineData("""{"startTime":"2019-03-14T08:00","endTime":"2019-03-14T09:30:15"}""", "2019-03-14T12:00Z/2019-03-14T13:30:15Z")]
    [InlineData("""{"startTime":"2019-03-14T08:00Z","endTime":"2019-03-14T10:00+01:00"}""", "2019-03-14T08:00Z/2019-03-14T09:00Z")]
    [InlineData("""{"date":"2019-03-10","from":"02:30","to":"04:00"}""", "2019-03-10T07:30Z/2019-03-10T08:00Z")]
    [InlineData("""{"date":"2019-11-03","from":"01:30","to":"02:00"}""", "2019-11-03T06:30Z/2019-11-03T07:00Z")]
    [InlineData("""{"date":"2019-11-03","from":"00:00","to":"24:00"}""", "2019-11-03T04:00Z/2019-11-04T05:00Z")]
    public void Times_are_in_the_hospitals_zone(string block, string expected)
    {
        var (time, _, fault) = Find(block);

        Assert.Null(fault);
        var ends = expected.Split('/').Select(end => DateTimeOffset.Parse(end, null)).ToArray();
        Assert.Equal(new TimeRange(ends[0], ends[1]), time);
    }

    [Theory]
    [InlineData("""{"date":"2019-03-20","from":"18:00","to":"08:00"}""", "to", "must be after from")]
    [InlineData("""{"date":"2019-03-20","from":"18:00","to":"18:00"}""", "to", "must be after from")]
    [InlineData("""{"date":"2019-03-10","from":"02:30","to":"03:30"}""", "to", "must be after from")]
    [InlineData("""{"startTime":"2019-03-10T02:30","endTime":"2019-03-10T04:00"}""", "startTime", "does not exist in the hospital's time zone")]
    [InlineData("""{"startTime":"2019-03-09T08:00","endTime":"2019-03-10T02:30"}""", "endTime", "does not exist in the hospital's time zone")]
    [InlineData("""{"startTime":"2019-03-14T08:00","endTime":"2019-03-15T08:01"}""", "endTime", "must be at most a day after the start")]
    [InlineData("""{"startTime":"2019-11-03T00:00","endTime":"2019-11-04T00:30"}""", "endTime", "must be at most a day after the start")]
    public void Fault_names_its_member(string block, string member, string fault) =>
        Assert.Equal((null, member, fault), Find(block));

    [Theory]
    [InlineData("0000-01-01", false)]
    [InlineData("0001-12-31", false)]
    [InlineData("0002-01-01", true)]
    [InlineData("9998-12-31", true)]
    [InlineData("9999-01-01", false)]
    [InlineData("-0001-01-01", false)]
    [InlineData("tomorrow", true)]
    public void Dates_are_those_that_every_zone_can_write(string date, bool isDate) =>
        Assert.Equal(isDate, BlockTime.IsDate(date));

    private static (TimeRange?, string?, string?) Find(string block) =>
        BlockTime.Find(JsonSerializer.Deserialize(block, ImportRecordsJson.Strict.BlockRecord)!, NewYork, Now);
}
