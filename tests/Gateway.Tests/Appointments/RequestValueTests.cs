using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.RequestShapes;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>The contract's table of a request's members: how long, how much, and what goes with what.</summary>
public sealed class RequestValueTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private static readonly string[] Controls =
        ["\\u0000", "\\u0001", "\\b", "\\f", "\\u001b", "\\u001f", "\\u007f", "\\u0080", "\\u009f"];

    [Theory]
    [InlineData("where", 250)]
    [InlineData("whereUse", 32)]
    [InlineData("intakeMetadata.additionalNotes", 4000)]
    [InlineData("intakeMetadata.concerns[0].customCode.description", 500)]
    [InlineData("paymentRequisites.cimProfileId", 100)]
    [InlineData("paymentRequisites.healthPlanId", 100)]
    [InlineData("paymentRequisites.insuranceCompany", 100)]
    [InlineData("paymentRequisites.paymentProfileId", 100)]
    [InlineData("paymentRequisites.couponCode", 100)]
    [InlineData("paymentRequisites.type", 100)]
    public async Task Post_a_text_may_be_as_long_as_the_table_says_in_any_script_and_no_longer(string member, int most)
    {
        var longest = await gateway.PostAt(Patients, Fresh().Change(member, Text('x', most)));
        var beyondTheBasicPlane = await gateway.PostAt(
            Patients, Fresh().Change(member, $"\"{string.Concat(Enumerable.Repeat("😀", most))}\""));
        var longer = await gateway.PostAt(Patients, Sample().Change(member, Text('x', most + 1)));

        longest.AssertBooked();
        beyondTheBasicPlane.AssertBooked();
        longer.AssertFaults(member);
    }

    [Theory]
    [InlineData("where")]
    [InlineData("whereUse")]
    [InlineData("intakeMetadata.additionalNotes")]
    [InlineData("intakeMetadata.concerns[0].customCode.description")]
    [InlineData("paymentRequisites.cimProfileId")]
    [InlineData("paymentRequisites.type")]
    public async Task Post_with_control_characters_is_refused_but_for_tab_and_line_breaks(string member)
    {
        foreach (var control in Controls)
        {
            var answer = await gateway.PostAt(Patients, Sample().Change(member, $"\"a{control}b\""));

            answer.AssertFaults(member);
        }

        (await gateway.PostAt(Patients, Fresh().Change(member, "\"a\\tb\\r\\nc\""))).AssertBooked();
    }

    [Fact]
    public async Task Post_up_to_twenty_concerns_are_kept_none_too_and_one_more_is_refused()
    {
        var none = await gateway.PostAt(Patients, Fresh().Change("intakeMetadata.concerns", "[]"));
        var twenty = await gateway.PostAt(Patients, Fresh().Change("intakeMetadata.concerns", Concerns(20)));
        var more = await gateway.PostAt(Patients, Sample().Change("intakeMetadata.concerns", Concerns(21)));

        Assert.Equal("[]", none.Json["intakeMetadata"]!["concerns"]!.ToJsonString());
        Assert.Equal(
            Enumerable.Range(0, 20),
            twenty.Json["intakeMetadata"]!["concerns"]!.AsArray().Select(one => (int)one!["customCode"]!["code"]!));
        more.AssertFaults("intakeMetadata.concerns");
    }

    [Theory]
    [InlineData("0", "-0", "0.00", "7", "7.00", "999999999999999999", "0.12345678901234567")]
    public async Task Post_amounts_keep_the_form_they_came_in(params string[] amounts)
    {
        foreach (var amount in amounts)
        {
            var request = Fresh().Change("paymentRequisites.consultationAmount", amount)
                .Change("paymentRequisites.copayAmount", amount);

            var answer = await gateway.PostAt(Patients, request);

            answer.AssertBooked();
            Assert.Contains(
                $"\"consultationAmount\":{amount},\"copayAmount\":{amount}}}", answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("-1", "-0.01", "1000000000000000000", "1.000000000000000000", "1e2", "1E2", "7e0", "1e-999999999")]
    public async Task Post_amounts_below_zero_too_long_or_with_an_exponent_are_refused(params string[] amounts)
    {
        foreach (var amount in amounts)
        {
            var request = Sample().Change("paymentRequisites.consultationAmount", amount)
                .Change("paymentRequisites.copayAmount", amount);

            var answer = await gateway.PostAt(Patients, request);

            answer.AssertFaults("paymentRequisites.consultationAmount", "paymentRequisites.copayAmount");
        }
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-7", "-7")]
    [InlineData("\"1\"", "1")]
    [InlineData("\"mobile\"", "mobile")]
    [InlineData("\"\"", "")]
    public async Task Post_whereUse_is_an_int_or_a_text_and_answered_as_a_text(string sent, string answered)
    {
        var answer = await gateway.PostAt(Patients, Fresh().Change("whereUse", sent));

        answer.AssertBooked();
        Assert.Equal(answered, answer.Json["whereUse"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("\"\"")]
    [InlineData("null")]
    public async Task Post_by_phone_needs_where(string? where)
    {
        var request = Sample().Change("encounterTypeCode", "2");

        var answer = await gateway.PostAt(
            Patients, where is null ? request.Without("where") : request.Change("where", where));

        answer.AssertFaults("where");
    }

    [Fact]
    public async Task Post_by_staff_that_waives_the_fee_needs_no_payment()
    {
        var waived = await gateway.PostAt(Admin, Fresh().Change("waiveFee", "true").Without("paymentRequisites"));
        var charged = await gateway.PostAt(Admin, Sample().Change("waiveFee", "false").Without("paymentRequisites"));
        var both = await gateway.PostAt(Admin, Fresh().Change("waiveFee", "true"));

        waived.AssertBooked();
        Assert.True((bool)waived.Json["waiveFee"]!);
        Assert.False(waived.Json.ContainsKey("paymentRequisites"));
        charged.AssertFaults("paymentRequisites");
        Assert.Equal(7, (int)both.Json["paymentRequisites"]!["consultationAmount"]!);
    }

    [Fact]
    public async Task Post_by_a_patient_that_waives_the_fee_is_refused_where_the_hospital_does_not_allow_it()
    {
        var answer = await gateway.PostAt(Patients, Sample().Change("waiveFee", "true"));

        Assert.Equal((400, 1000400), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Post_names_a_service_type_of_the_hospital_or_none_that_exists()
    {
        var known = await gateway.PostAt(Patients, Fresh().Change("serviceTypeId", "308"));
        var unknown = await gateway.PostAt(Patients, Sample().Change("serviceTypeId", "309"));

        Assert.Equal("Follow-up", (string)known.Json["serviceTypeName"]!);
        Assert.Equal((400, 1000404, "Service type does not exist"), (unknown.Status, unknown.Code, unknown.Message));
    }

    [Fact]
    public async Task Post_empty_payment_and_intake_are_kept_as_they_are()
    {
        var answer = await gateway.PostAt(
            Patients, Fresh().Change("paymentRequisites", "{}").Change("intakeMetadata", "{}"));

        answer.AssertBooked();
        Assert.Equal("{}", answer.Json["paymentRequisites"]!.ToJsonString());
        Assert.Equal("{}", answer.Json["intakeMetadata"]!.ToJsonString());
    }

    private static string Text(char character, int length) => $"\"{new string(character, length)}\"";

    private static string Concerns(int count) =>
        $"[{string.Join(',', Enumerable.Range(0, count).Select(code => $"{{\"customCode\":{{\"code\":{code}}}}}"))}]";
}
