using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Tests.Http;

public sealed class QueryReaderTests
{
    [Theory]
    [InlineData("2030-03-06", "America/New_York", "2030-03-06T05:00:00Z")]
    [InlineData("2030-03-06", "Asia/Kathmandu", "2030-03-05T18:15:00Z")]
    [InlineData("2018-11-04", "America/Havana", "2018-11-04T05:00:00Z")]
    [InlineData("2018-03-11", "America/Havana", "2018-03-11T05:00:00Z")]
    [InlineData("2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00Z")]
    [InlineData("2030-03-06T01:30", "America/New_York", "2030-03-06T06:30:00Z")]
    [InlineData("2030-03-06T01:30Z", "America/New_York", "2030-03-06T01:30:00Z")]
    public void Time_is_midnight_of_a_date_in_the_callers_zone_or_what_is_written(string text, string zone, string instant)
    {
        var reader = Reader($"day={text}", zone);

        Assert.Equal(instant, $"{reader.Time("day"):yyyy-MM-ddTHH:mm:ssZ}");
        Assert.Null(reader.Error);
    }

    [Theory]
    [InlineData("n=5", 5)]
    [InlineData("n=", 7)]
    [InlineData("", 7)]
    [InlineData("N=-3", -3)]
    public void Number_is_read_or_else_what_counts_otherwise(string query, int expected)
    {
        var reader = Reader(query);

        Assert.Equal(expected, reader.Number("n", -3, 5, 7));
        Assert.Null(reader.Error);
    }

    [Theory]
    [InlineData("n=6")]
    [InlineData("n=-4")]
    [InlineData("n=1e0")]
    [InlineData("n=%2B1%20")]
    [InlineData("n=1&n=1")]
    public void Number_that_is_none_or_too_far_is_refused(string query)
    {
        var reader = Reader(query);

        reader.Number("n", -3, 5, 7);

        Assert.Equal(["n"], reader.Error!.Errors!.Keys);
    }

    [Fact]
    public void Numbers_are_repeated_or_separated_by_commas_and_count_once()
    {
        var reader = Reader("n=1,2,,2&n=3&n=");

        Assert.Equal([1, 2, 3], reader.Numbers("n").ToArray());
        Assert.Null(reader.Error);
    }

    [Fact]
    public void Numbers_have_a_limit()
    {
        Assert.Equal(500, Reader($"n={string.Join(',', Enumerable.Range(0, 500))}").Numbers("n").Length);

        var reader = Reader($"n={string.Join(',', Enumerable.Range(0, 501))}");
        Assert.Empty(reader.Numbers("n"));
        Assert.Equal("n must have at most 500 values", reader.Error!.Message);
    }

    [Fact]
    public void Text_is_trimmed_and_counted_in_characters_that_one_sees()
    {
        Assert.Equal("a b", Reader("t=%20a%20b%20").Text("t", 5));
        Assert.Null(Reader("t=%20").Text("t", 5));
        Assert.Equal("😀😀", Reader($"t={Uri.EscapeDataString("😀😀")}").Text("t", 2));

        var reader = Reader("t=abc");
        Assert.Null(reader.Text("t", 2));
        Assert.NotNull(reader.Error);
    }

    private static QueryReader Reader(string query, string zone = "UTC") =>
        new(new QueryCollection(QueryHelpers.ParseQuery(query)), DateTimeZoneProviders.Tzdb[zone]);
}
