using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>The free times that come with 1000409.</summary>
public sealed class AlternativesTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Fact]
    public async Task Nearest_come_first_and_the_earlier_on_a_tie()
    {
        var clinic = await Taken((300, 15));

        var answer = (await clinic.AsPatient.Book(clinic.Visit(300))).Refused(Refusals.Taken);

        Assert.Equal([285, 315, 270, 330, 255], clinic.Alternatives(answer));
    }

    [Fact]
    public async Task They_have_the_length_that_was_asked_for_and_the_offset_of_the_callers_zone()
    {
        var clinic = await Taken((0, 600));
        await clinic.ChangeBlock("capacity", 2);
        await clinic.AsStaff.Booked(clinic.Visit(60, 540).ForPatient(await clinic.Admit()));

        var answer = (await clinic.AsPatient.Book(clinic.Visit(60, 45))).Refused(Refusals.Taken);

        var only = Assert.Single(answer.Json["alternatives"]!.AsArray());
        Assert.Equal(["startTime", "endTime"], only!.AsObject().Select(member => member.Key));
        Assert.EndsWith("T08:00:00-05:00", (string)only["startTime"]!, StringComparison.Ordinal);
        Assert.EndsWith("T08:45:00-05:00", (string)only["endTime"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_start_at_the_blocks_start_and_whole_lengths_after_it()
    {
        var clinic = await Taken((100, 20));

        var answer = (await clinic.AsPatient.Book(clinic.Visit(107, 40))).Refused(Refusals.Taken);

        Assert.Equal([120, 160, 40, 200, 0], clinic.Alternatives(answer));
    }

    [Fact]
    public async Task Taken_times_are_left_out_where_as_many_stand_as_the_block_holds()
    {
        var clinic = await Clinic.Open(gateway, block => block["capacity"] = 2);
        foreach (var (minute, count) in new[] { (60, 2), (45, 1), (75, 2), (90, 1) })
        {
            for (var times = 0; times < count; times++)
            {
                await clinic.AsStaff.Booked(clinic.Visit(minute).ForPatient(await clinic.Admit()));
            }
        }

        var answer = (await clinic.AsPatient.Book(clinic.Visit(60))).Refused(Refusals.Taken);

        Assert.Equal([45, 30, 90, 15, 105], clinic.Alternatives(answer));
    }

    [Fact]
    public async Task At_an_end_of_the_block_all_lie_on_the_other_side()
    {
        var clinic = await Taken((0, 15), (585, 15));

        var first = (await clinic.AsPatient.Book(clinic.Visit(0))).Refused(Refusals.Taken);
        var last = (await clinic.AsPatient.Book(clinic.Visit(585))).Refused(Refusals.Taken);

        Assert.Equal([15, 30, 45, 60, 75], clinic.Alternatives(first));
        Assert.Equal([570, 555, 540, 525, 510], clinic.Alternatives(last));
    }

    [Theory]
    [InlineData(15, new int[0])]
    [InlineData(200, new int[0])]
    [InlineData(10, new[] { 0 })]
    public async Task There_are_as_few_as_are_free(int length, int[] expected)
    {
        var clinic = await Taken((10, 590));

        var answer = (await clinic.AsPatient.Book(clinic.Visit(300, length))).Refused(Refusals.Taken);

        Assert.Equal(expected, clinic.Alternatives(answer));
    }

    [Fact]
    public async Task They_lie_in_the_future()
    {
        var clinic = await Taken((60, 15));
        gateway.Time.SetUtcNow(clinic.Opens.AddMinutes(30));

        var answer = (await clinic.AsPatient.Book(clinic.Visit(60))).Refused(Refusals.Taken);

        Assert.Equal([45, 75, 90, 105, 120], clinic.Alternatives(answer));
    }

    [Fact]
    public async Task They_lie_outside_the_patients_own_appointments_where_those_were_the_reason()
    {
        var here = await Clinic.Open(gateway);
        var there = await Clinic.Open(gateway);
        await here.AsPatient.Booked(here.Visit(60));
        await here.AsPatient.Booked(here.Visit(75, 10));
        await there.AsStaff.Booked(there.Visit(45));

        var answer = (await here.AsPatient.Book(there.Visit(60).ForPatient(here.Patient))).Refused(PatientBusy);

        Assert.Equal([30, 90, 15, 105, 0], there.Alternatives(answer));
    }

    [Fact]
    public async Task They_do_not_ask_for_the_patients_own_appointments_where_the_block_was_the_reason()
    {
        var here = await Clinic.Open(gateway);
        var there = await Clinic.Open(gateway);
        await here.AsPatient.Booked(here.Visit(75));
        await there.AsStaff.Booked(there.Visit(60));

        var answer = (await here.AsPatient.Book(there.Visit(60).ForPatient(here.Patient))).Refused(Refusals.Taken);

        Assert.Equal([45, 75, 30, 90, 15], there.Alternatives(answer));
    }

    [Fact]
    public async Task Put_is_offered_the_appointments_own_time_too()
    {
        var clinic = await Taken((15, 15));
        var id = await clinic.AsPatient.Booked(clinic.Visit(0));

        var answer = (await clinic.AsPatient.Reschedule(id, clinic.Visit(15))).Refused(Refusals.Taken);

        Assert.Equal([0, 30, 45, 60, 75], clinic.Alternatives(answer));
    }

    [Fact]
    public async Task Put_into_another_block_is_offered_times_of_that_block()
    {
        var here = await Clinic.Open(gateway);
        var there = await Taken((0, 590));
        var id = await here.AsPatient.Booked(here.Visit(100));

        var answer = (await here.AsPatient.Reschedule(id, there.Visit(300, 10).ForPatient(here.Patient)))
            .Refused(Refusals.Taken);

        Assert.Equal([590], there.Alternatives(answer));
    }

    [Fact]
    public async Task Whoever_takes_one_gets_it()
    {
        var clinic = await Taken((300, 15));
        var answer = (await clinic.AsPatient.Book(clinic.Visit(300))).Refused(Refusals.Taken);
        var free = answer.Json["alternatives"]![0]!;

        (await clinic.AsPatient.Book(clinic.Visit()
            .With("startTime", (string)free["startTime"]!).With("endTime", (string)free["endTime"]!))).Succeeded();
    }

    [Fact]
    public async Task Other_appointment_is_never_described()
    {
        var clinic = await Taken((0, 15));

        var answer = (await clinic.AsPatient.Book(clinic.Visit())).Refused(Refusals.Taken);

        Assert.Equal(
            ["alternatives", "message", "responseCode", "spCallResult"],
            answer.Json.Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Number", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_refusals_offer_nothing()
    {
        var clinic = await Clinic.Open(gateway);

        var answer = (await clinic.AsPatient.Book(clinic.Visit(-15))).Refused(Outside);

        Assert.False(answer.Json.ContainsKey("alternatives"));
    }

    /// <summary>A clinic in which somebody has each of the times.</summary>
    private async Task<Clinic> Taken(params (int Minute, int Length)[] times)
    {
        var clinic = await Clinic.Open(gateway);
        foreach (var (minute, length) in times)
        {
            await clinic.AsStaff.Booked(clinic.Visit(minute, length).ForPatient(await clinic.Admit()));
        }

        return clinic;
    }
}
