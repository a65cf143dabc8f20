using System.Text.Json.Nodes;
using Scheduling.Gateway.AvailabilityBlocks;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.AvailabilityBlocks;

/// <summary>The shape of a request: every member's rule, and all faults at once.</summary>
public sealed class BlockShapeTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Fact]
    public async Task Every_missing_member_is_told_at_once()
    {
        var answer = await Send(new JsonObject());

        answer.Refused(1000400, "startTime is required");
        Assert.Equal(
            [
                "startTime", "endTime", "allowOnDemandAppt", "allowProviderAppt", "allowSelfAppt", "isAvailable",
                "optimizationTypeCode", "clinician",
            ],
            answer.Json["errors"]!.AsObject().Select(fault => fault.Key));
    }

    [Theory]
    [InlineData("startTime", "\"2030-03-10T02:30\"", "startTime does not exist: clocks are put forward over it")]
    [InlineData("endTime", "\"2030-03-05T10:00\"", "endTime must be later than startTime")]
    [InlineData("allowSelfAppt", "1", "allowSelfAppt must be true or false")]
    [InlineData("optimizationTypeCode", "2", "optimizationTypeCode must be one of 0, 1")]
    [InlineData("capacity", "0", "capacity must be from 1 to 500")]
    [InlineData("capacity", "501", "capacity must be from 1 to 500")]
    [InlineData("capacity", "\"1\"", "capacity must be an integer")]
    [InlineData("clinician", "{\"clinicianId\":\"x\",\"locked\":false,\"private\":false}", "clinician.clinicianId must be an integer")]
    [InlineData("clinician", "{\"clinicianId\":1,\"private\":false}", "clinician.locked is required")]
    [InlineData("clinician", "{\"clinicianId\":1,\"locked\":false,\"private\":0}", "clinician.private must be true or false")]
    [InlineData("rule", "3", "rule must be an object")]
    public async Task A_member_at_fault_is_told(string member, string value, string message)
    {
        var clinic = await Clinic.Open(gateway);

        var answer = await Send(clinic.NewBlock().With(member, JsonNode.Parse(value)));

        answer.Refused(1000400, message);
    }

    [Theory]
    [InlineData("fromDate", "\"2030-02-30\"", "rule.fromDate must be a date like 2030-03-14")]
    [InlineData("fromDate", "\"2030-02-03T08:00\"", "rule.fromDate must be a date like 2030-03-14")]
    [InlineData("fromDate", null, "rule.fromDate is required")]
    [InlineData("toDate", "\"2030-03-31\"", "rule.toDate must not be before rule.fromDate")]
    [InlineData("toDate", "\"9999-12-31\"", "rule.toDate must be a date like 2030-03-14")]
    [InlineData("repeatInterval", "0", "rule.repeatInterval must be from 1 to 2147483647")]
    [InlineData("repeatOn", "[]", "rule.repeatOn must name days: 0 to 6 for weeks, 1 to 31 for months")]
    [InlineData("repeatOn", "[7]", "rule.repeatOn must name days: 0 to 6 for weeks, 1 to 31 for months")]
    [InlineData("repeatOn", "[\"1\"]", "rule.repeatOn must name days: 0 to 6 for weeks, 1 to 31 for months")]
    [InlineData("repeatOn", null, "rule.repeatOn must name days: 0 to 6 for weeks, 1 to 31 for months")]
    [InlineData("repeatOn", "1", "rule.repeatOn must be an array")]
    [InlineData("repeatPeriod", "3", "rule.repeatPeriod must be one of 0, 1, 2")]
    [InlineData("repeatPeriod", null, "rule.repeatPeriod is required")]
    public async Task A_rules_member_at_fault_is_told(string member, string? value, string message)
    {
        var clinic = await Clinic.Open(gateway);
        var request = clinic.NewBlock().Repeated("2030-04-01", "2030-04-30", 1, 1, 1);
        request["rule"]![member] = value is null ? null : JsonNode.Parse(value);

        (await Send(request)).Refused(1000400, message);
    }

    [Fact]
    public async Task A_rule_that_gives_no_block_is_refused()
    {
        var clinic = await Clinic.Open(gateway);

        (await Send(clinic.NewBlock().Repeated("2030-02-01", "2030-02-28", 2, 1, 30)))
            .Refused(1000400, "rule gives no block");
    }

    [Fact]
    public async Task A_rule_that_gives_none_on_millions_of_dates_is_refused_after_some_hundred()
    {
        var clinic = await Clinic.Open(gateway);
        // Forty minutes, in which the clock goes back by an hour: on no other date it would end after its start.
        var request = clinic.NewBlock()
            .With("startTime", "2030-11-03T01:30:00-04:00").With("endTime", "2030-11-03T01:10:00-05:00");

        (await Send(request.Repeated("0002-01-01", "9998-12-31")))
            .Refused(1000400, $"rule names more than {Recurrence.MostDates} dates");
        (await Send(request.Repeated("2030-01-01", "2030-02-01"))).Refused(1000400, "rule gives no block");
    }

    [Fact]
    public async Task A_date_may_be_written_as_its_midnight()
    {
        var clinic = await Clinic.Open(gateway);

        (await Send(clinic.NewBlock().Repeated("2030-04-01T00:00:00", "2030-04-02T00:00:00"))).Succeeded();
    }

    [Fact]
    public async Task An_unknown_time_zone_is_refused_behind_the_clinician()
    {
        var clinic = await Clinic.Open(gateway);
        var zoned = new JsonObject
        {
            ["timeZoneId"] = 0,
            ["startTime"] = "2030-04-01T09:00",
            ["endTime"] = "2030-04-01T10:00",
        };

        (await Send(clinic.NewBlock().With("zonedTime", zoned))).Refused(Refusals.TimeZoneUnknown);
        (await Send(clinic.NewBlock().With("zonedTime", zoned.DeepClone()).Of(1))).Refused(Refusals.PersonUnknown);
    }

    private Task<Http.RawAnswer> Send(JsonObject request) =>
        new BlockClient(gateway, gateway.AdasToken()).Open(request);
}
