using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.RequestShapes;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>The contract's table of a request's members: which are required, of what kind, with which codes.</summary>
public sealed class RequestMemberTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    public static TheoryData<string, string> RequiredMembers
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var door in (string[])[Patients, Admin])
            {
                foreach (var member in (string[])[
                    "availabilityBlockId", "startTime", "endTime", "appointmentTypeCode", "encounterTypeCode",
                    "serviceTypeId", "participants", "participants[0].personId", "participants[1].participantTypeCode",
                    "intakeMetadata", "intakeMetadata.concerns[0].customCode.code", "paymentRequisites"])
                {
                    rows.Add(door, member);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(RequiredMembers))]
    public async Task Post_without_a_required_member_is_refused_and_null_is_as_good_as_nothing(
        string door, string member)
    {
        var absent = await gateway.PostAt(door, Sample().Without(member));
        var nothing = await gateway.PostAt(door, Sample().Change(member, "null"));

        absent.AssertFaults(member);
        nothing.AssertFaults(member);
        Assert.Equal(absent.Message, nothing.Message);
    }

    [Theory]
    [InlineData("waiveFee")]
    [InlineData("patientQueueId")]
    [InlineData("holdId")]
    [InlineData("where")]
    [InlineData("whereUse")]
    [InlineData("zonedTime")]
    [InlineData("participants[0].attendenceCode")]
    [InlineData("intakeMetadata.concerns")]
    [InlineData("intakeMetadata.additionalNotes")]
    [InlineData("intakeMetadata.concerns[0].isPrimary")]
    [InlineData("intakeMetadata.concerns[0].customCode")]
    [InlineData("intakeMetadata.concerns[0].customCode.description")]
    [InlineData("paymentRequisites.consultationAmount")]
    [InlineData("paymentRequisites.cimProfileId")]
    public async Task Post_without_an_optional_member_is_booked_and_null_is_as_good_as_nothing(string member)
    {
        var absent = await gateway.PostAt(Patients, Fresh().Without(member));
        var nothing = await gateway.PostAt(Patients, Fresh().Change(member, "null"));

        absent.AssertBooked();
        nothing.AssertBooked();
    }

    [Theory]
    [InlineData("availabilityBlockId", "7", "true", "{}", "\"\"", "\"a9799648\"")]
    [InlineData("startTime", "7", "true", "{}", "\"\"", "\"tomorrow\"", "[\"2030-03-06T17:48:00\"]")]
    [InlineData("endTime", "7", "true", "{}", "\"\"", "\"tomorrow\"")]
    [InlineData("zonedTime", "7", "\"2030-03-06T17:48:00\"", "[]", "true")]
    [InlineData("appointmentTypeCode", "\"3\"", "3.5", "3.0", "3e0", "true", "[3]", "{}", "2147483648", "\"Patient\"")]
    [InlineData("encounterTypeCode", "\"3\"", "3.5", "false", "[]", "{}", "-2147483649", "\"Video\"")]
    [InlineData("serviceTypeId", "\"307\"", "307.5", "true", "[]", "{}", "99999999999999999999", "1e400")]
    [InlineData("participants", "2", "\"both\"", "{}", "true")]
    [InlineData("participants[0]", "2", "\"Bob\"", "[]", "true", "null")]
    [InlineData("participants[0].personId", "7", "true", "{}", "\"\"", "\"Bob\"")]
    [InlineData("participants[0].attendenceCode", "\"1\"", "1.5", "true", "{}")]
    [InlineData("participants[0].participantTypeCode", "\"2\"", "2.5", "true", "{}", "[]")]
    [InlineData("intakeMetadata", "7", "\"\"", "[]", "true")]
    [InlineData("intakeMetadata.concerns", "7", "\"\"", "{}", "true")]
    [InlineData("intakeMetadata.concerns[0]", "7", "\"Fever\"", "[]", "null")]
    [InlineData("intakeMetadata.concerns[0].isPrimary", "1", "\"true\"", "[]", "{}")]
    [InlineData("intakeMetadata.concerns[0].customCode", "2305", "\"Fever\"", "[]")]
    [InlineData("intakeMetadata.concerns[0].customCode.code", "\"2305\"", "2305.5", "true", "{}")]
    [InlineData("intakeMetadata.concerns[0].customCode.description", "7", "true", "{}", "[]")]
    [InlineData("intakeMetadata.additionalNotes", "7", "true", "{}", "[]")]
    [InlineData("paymentRequisites", "7", "\"cash\"", "[]", "true")]
    [InlineData("paymentRequisites.consultationAmount", "\"7\"", "true", "{}", "[]")]
    [InlineData("paymentRequisites.copayAmount", "\"7\"", "true", "{}", "[]")]
    [InlineData("paymentRequisites.cimProfileId", "15886118", "true", "{}")]
    [InlineData("paymentRequisites.healthPlanId", "7", "true", "{}")]
    [InlineData("paymentRequisites.insuranceCompany", "7", "true", "{}")]
    [InlineData("paymentRequisites.paymentProfileId", "7", "true", "{}")]
    [InlineData("paymentRequisites.couponCode", "7", "true", "{}")]
    [InlineData("paymentRequisites.type", "7", "true", "{}")]
    [InlineData("waiveFee", "0", "1", "\"false\"", "{}")]
    [InlineData("patientQueueId", "7", "true", "\"\"", "\"queue\"")]
    [InlineData("holdId", "7", "true", "\"\"", "\"hold\"")]
    [InlineData("where", "7", "true", "{}", "[]")]
    [InlineData("whereUse", "1.5", "true", "{}", "[]", "2147483648")]
    public async Task Post_with_a_member_of_the_wrong_kind_is_refused(string member, params string[] values)
    {
        foreach (var value in values)
        {
            var answer = await gateway.PostAt(Patients, Sample().Change(member, value));

            answer.AssertFaults(member);
        }
    }

    [Theory]
    [InlineData(Patients, "appointmentTypeCode", 0, 1, 4, 5, -1, int.MaxValue)]
    [InlineData(Admin, "appointmentTypeCode", 0, 4, 5, -1, int.MinValue)]
    [InlineData(Patients, "encounterTypeCode", 0, 5, -1, int.MaxValue)]
    [InlineData(Admin, "encounterTypeCode", 0, 5, -1, int.MinValue)]
    [InlineData(Patients, "participants[0].attendenceCode", 0, 3, -1)]
    [InlineData(Admin, "participants[1].attendenceCode", 0, 3, -1)]
    [InlineData(Patients, "participants[0].participantTypeCode", 0, 3, -1)]
    [InlineData(Admin, "participants[1].participantTypeCode", 0, 3, -1)]
    public async Task Post_with_an_unknown_code_is_refused(string door, string member, params int[] codes)
    {
        foreach (var code in codes)
        {
            var answer = await gateway.PostAt(door, Sample().Change(member, $"{code}"));

            answer.AssertFaults(member);
        }
    }

    [Theory]
    [InlineData(Patients, "appointmentTypeCode", 2, 3)]
    [InlineData(Admin, "appointmentTypeCode", 1, 2, 3)]
    [InlineData(Patients, "encounterTypeCode", 1, 2, 3, 4)]
    [InlineData(Admin, "encounterTypeCode", 1, 2, 3, 4)]
    [InlineData(Patients, "participants[1].attendenceCode", 1, 2)]
    [InlineData(Admin, "participants[0].attendenceCode", 1, 2)]
    public async Task Post_with_each_known_code_is_booked_and_answers_it(string door, string member, params int[] codes)
    {
        foreach (var code in codes)
        {
            var answer = await gateway.PostAt(door, Fresh().Change(member, $"{code}"));

            answer.AssertBooked();
            var answered = member.StartsWith("participants", StringComparison.Ordinal)
                ? answer.Json["participants"]![member[13] == '1' ? 0 : 1]!["attendenceCode"]
                : answer.Json[member];
            Assert.Equal(code, (int)answered!);
        }
    }
}
