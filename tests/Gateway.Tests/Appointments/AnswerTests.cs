using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;
using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.RequestShapes;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>The order and the form of an appointment as it is answered.</summary>
public sealed class AnswerTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private const string Queue = "0d3c7a52-7b15-4b39-9c55-1f9a9d0e00aa";

    [Fact]
    public async Task Members_come_in_the_order_of_the_sample_whatever_order_they_were_sent_in()
    {
        var request = new JsonObject(Everything().Reverse().Select(member =>
            KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

        var answer = await gateway.PostAt(Patients, request);

        answer.AssertBooked();
        AssertMembers(
            answer.Json,
            "appointmentId", "patientId", "clinicianId", "appointmentStatusCode", "participants", "dismissed",
            "serviceTypeName", "availabilityBlockId", "waiveFee", "startTime", "endTime", "patientQueueId",
            "appointmentTypeCode", "intakeMetadata", "encounterTypeCode", "paymentRequisites", "where", "whereUse",
            "serviceTypeId");
        var participant = answer.Json["participants"]![0]!;
        AssertMembers(
            participant, "participantId", "person", "status", "attendenceCode", "personId", "participantTypeCode");
        AssertMembers(participant["person"], "id", "name", "providerId", "statusCode", "contactTypeCode", "phones");
        AssertMembers(participant["person"]!["name"], "given", "prefix", "suffix", "family");
        AssertMembers(participant["person"]!["phones"]![0], "id", "use", "value");
    }

    [Fact]
    public async Task Payment_and_intake_come_back_whole_in_the_order_of_the_sample()
    {
        var request = Everything();

        var answer = await gateway.PostAt(Patients, request);

        var (payment, intake) = (answer.Json["paymentRequisites"]!, answer.Json["intakeMetadata"]!);
        Assert.True(JsonNode.DeepEquals(request["paymentRequisites"], payment), payment.ToJsonString());
        Assert.True(JsonNode.DeepEquals(request["intakeMetadata"], intake), intake.ToJsonString());
        AssertMembers(
            payment, "cimProfileId", "consultationAmount", "copayAmount", "healthPlanId", "insuranceCompany",
            "paymentProfileId", "couponCode", "type");
        AssertMembers(intake, "concerns", "additionalNotes");
        AssertMembers(intake["concerns"]![0], "customCode", "isPrimary");
        AssertMembers(intake["concerns"]![0]!["customCode"], "code", "description");
        Assert.Equal(Queue, (string)answer.Json["patientQueueId"]!);
    }

    [Fact]
    public async Task Unknown_members_inside_payment_and_intake_are_not_kept()
    {
        var answer = await gateway.PostAt(Patients, Fresh()
            .Change("paymentRequisites.cardNumber", "\"4111\"").Change("intakeMetadata.mood", "\"4111\"")
            .Change("intakeMetadata.concerns[0].since", "\"4111\"")
            .Change("intakeMetadata.concerns[0].customCode.set", "\"4111\""));

        answer.AssertBooked();
        Assert.DoesNotContain("4111", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_are_those_of_the_hospitals_people_and_kinds_are_as_the_table_says()
    {
        var answer = await gateway.PostAt(Patients, Fresh());

        Assert.Equal((25937, 6653), ((int)answer.Json["patientId"]!, (int)answer.Json["clinicianId"]!));
        Assert.Equal("Scheduled", (string)answer.Json["appointmentStatusCode"]!);
        Assert.False((bool)answer.Json["dismissed"]!);
        var people = answer.Json["participants"]!.AsArray();
        Assert.Equal([1, 2], people.Select(person => (int)person!["participantTypeCode"]!));
        Assert.Equal([1, 1], people.Select(person => (int)person!["status"]!));
        Assert.Equal([1, 2], people.Select(person => (int)person!["person"]!["contactTypeCode"]!));
        Assert.All(people, person => Assert.Equal(TestGateway.Hospital, (int)person!["person"]!["providerId"]!));
        Assert.All(people, person => Assert.Equal((string)person!["personId"]!, (string)person["person"]!["id"]!));
    }

    [Fact]
    public async Task Post_get_and_put_of_the_same_appointment_answer_the_same_but_for_what_was_changed()
    {
        var request = Fresh();
        var booked = await gateway.PostAt(Patients, request);
        var changed = await gateway.Send(
            "PUT", $"{Patients}/{booked.Id()}", gateway.GuardiansToken(), request.Change("where", "\"elsewhere\""));
        var read = await gateway.Send("GET", $"{Admin}/{booked.Id()}", gateway.AdasToken());

        Assert.Equal(
            booked.Body.Replace("+1-34011111\",\"whereUse", "elsewhere\",\"whereUse", StringComparison.Ordinal),
            changed.Body);
        Assert.Equal(changed.Body, read.Body);
        Assert.Equal(
            ["\"1\"", "\"2\"", "\"2\""],
            ((RawAnswer[])[booked, changed, read]).Select(answer => answer.Headers["ETag"]));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\"1\"")]
    [InlineData("W/\"1\"")]
    [InlineData("\"1\", \"2\"")]
    [InlineData("nonsense")]
    public async Task If_None_Match_is_ignored(string header)
    {
        var booked = await gateway.PostAt(Patients, Fresh());

        var read = await gateway.Send(
            "GET", $"{Patients}/{booked.Id()}", gateway.GuardiansToken(), null, $"If-None-Match: {header}");

        Assert.Equal("HTTP/1.1 200 OK", read.StatusLine);
        Assert.Equal(booked.Body, read.Body);
    }

    [Fact]
    public async Task Delete_answers_an_empty_body_and_the_appointment_is_read_as_cancelled()
    {
        var booked = await gateway.PostAt(Patients, Fresh());

        var cancelled = await gateway.Send("DELETE", $"{Patients}/{booked.Id()}", gateway.GuardiansToken());
        var read = await gateway.Send("GET", $"{Patients}/{booked.Id()}", gateway.GuardiansToken());

        Assert.Equal(("HTTP/1.1 200 OK", ""), (cancelled.StatusLine, cancelled.Body));
        Assert.Equal("0", cancelled.Headers["Content-Length"]);
        AssertApiHeaders(cancelled);
        Assert.Equal(
            booked.Body.Replace("\"Scheduled\"", "\"CancelledByPatient\"", StringComparison.Ordinal), read.Body);
    }

    [Fact]
    public async Task Every_answer_has_the_headers_of_the_API()
    {
        var booked = await gateway.PostAt(Patients, Fresh());
        var read = await gateway.Send(
            "GET", $"{Patients}/{booked.Id()}", gateway.GuardiansToken(), null, "Origin: https://example.org");

        Assert.All([booked, read], answer =>
        {
            AssertApiHeaders(answer);
            Assert.Equal("application/json; charset=utf-8", answer.Headers["Content-Type"]);
            Assert.DoesNotContain("Access-Control-Allow-Origin", answer.Headers.Keys);
        });
    }

    private static void AssertApiHeaders(RawAnswer answer)
    {
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
    }

    private static void AssertMembers(JsonNode? node, params string[] names) =>
        Assert.Equal(names, node!.AsObject().Select(member => member.Key));

    /// <summary>Every member that a request may have.</summary>
    private static JsonObject Everything() => Fresh()
        .With("patientQueueId", Queue)
        .With("waiveFee", false)
        .Change("paymentRequisites", """
            {"type":"card","couponCode":"coupon","paymentProfileId":"profile","insuranceCompany":"company",
             "healthPlanId":"plan","cimProfileId":"15886118","copayAmount":0,"consultationAmount":7.50}
            """)
        .Change("intakeMetadata", """
            {"additionalNotes":"notes","concerns":[
              {"isPrimary":true,"customCode":{"description":"Fever","code":2305}},
              {"customCode":{"code":-1},"isPrimary":false},{"isPrimary":false},{}]}
            """);
}
