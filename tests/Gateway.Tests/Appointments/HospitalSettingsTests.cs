using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>What a hospital decides for its patients: fees, lengths, and how many appointments they may have.</summary>
public sealed class HospitalSettingsTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Patients_waive_fees_only_where_the_hospital_lets_them(bool allowed)
    {
        await Set("patientsMayWaiveFees", allowed);
        var clinic = await Clinic.Open(gateway);

        var answer = await clinic.AsPatient.Book(Waived(clinic.Visit()));

        if (allowed)
        {
            Assert.True((bool)answer.Succeeded().Json["waiveFee"]!);
        }
        else
        {
            answer.Refused(FeeNotWaivable);
        }
    }

    [Fact]
    public async Task Patients_waive_no_fees_until_the_hospital_says_so()
    {
        var file = TestGateway.Demo();
        file["hospital"]!["id"] = 128;
        await gateway.Import(file);
        var clinic = await Clinic.Open(gateway, hospital: 128);

        (await clinic.AsPatient.Book(Waived(clinic.Visit()))).Refused(FeeNotWaivable);
    }

    [Fact]
    public async Task Staff_waive_any_fee_and_take_it_back()
    {
        await Set("patientsMayWaiveFees", false);
        var clinic = await Clinic.Open(gateway);

        var booked = (await clinic.AsStaff.Book(Waived(clinic.Visit()))).Succeeded();
        var changed = (await clinic.AsStaff.Reschedule(booked.Id(), clinic.Visit())).Succeeded();

        Assert.True((bool)booked.Json["waiveFee"]!);
        Assert.False(booked.Json.ContainsKey("paymentRequisites"));
        Assert.False((bool)changed.Json["waiveFee"]!);
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(true, true, false)]
    [InlineData(false, true, false)]
    [InlineData(false, true, true)]
    public async Task Put_by_a_patient_keeps_the_stored_waiver(bool stored, bool asked, bool allowed)
    {
        await Set("patientsMayWaiveFees", allowed);
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsStaff.Booked(clinic.Visit().With("waiveFee", stored));

        var changed = await clinic.AsPatient.Reschedule(id, clinic.Visit(30).With("waiveFee", asked));

        Assert.Equal(stored, (bool)changed.Succeeded().Json["waiveFee"]!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Put_by_a_patient_does_not_lose_the_payment_of_a_fee_that_is_not_waived(bool allowed)
    {
        await Set("patientsMayWaiveFees", allowed);
        var clinic = await Clinic.Open(gateway);
        var booked = (await clinic.AsStaff.Book(clinic.Visit())).Succeeded();

        (await clinic.AsPatient.Reschedule(booked.Id(), Waived(clinic.Visit(30)))).Refused(FeeNotWaivable);

        Assert.Equal(booked.Body, (await clinic.AsPatient.Read(booked.Id())).Body);
    }

    [Fact]
    public async Task Put_by_a_patient_needs_no_payment_where_the_fee_is_waived()
    {
        await Set("patientsMayWaiveFees", false);
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsStaff.Booked(Waived(clinic.Visit()));

        (await clinic.AsPatient.Reschedule(id, Waived(clinic.Visit(30)))).Succeeded();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(480)]
    public async Task Patients_visits_are_as_long_as_the_hospital_says(int minutes)
    {
        await Set("longestPatientVisitMinutes", minutes);
        var clinic = await Clinic.Open(gateway);

        (await clinic.AsPatient.Book(clinic.Visit(0, minutes + 1))).Refused(TooLong);
        (await clinic.AsPatient.Book(clinic.Visit(0, minutes))).Succeeded();
        (await clinic.AsStaff.Book(clinic.Visit(minutes, 120).ForPatient(await clinic.Admit()))).Succeeded();
        await Set("longestPatientVisitMinutes", 240);
    }

    [Fact]
    public async Task Patient_has_as_many_live_future_appointments_as_the_hospital_says()
    {
        await Set("mostLiveAppointments", 2);
        var clinic = await Clinic.Open(gateway);
        var other = await Clinic.Open(gateway);
        var first = await clinic.AsPatient.Booked(clinic.Visit());
        await clinic.AsPatient.Booked(other.Visit(30).ForPatient(clinic.Patient));

        (await clinic.AsPatient.Book(clinic.Visit(60))).Refused(TooMany);
        (await clinic.AsStaff.Book(clinic.Visit(60))).Refused(TooMany);
        (await clinic.AsPatient.Reschedule(first, clinic.Visit(60))).Succeeded();
        (await clinic.AsPatient.Cancel(first)).Succeeded();
        (await clinic.AsPatient.Book(clinic.Visit(90))).Succeeded();
        (await clinic.AsPatient.Book(clinic.Visit(120))).Refused(TooMany);
        gateway.Time.SetUtcNow(clinic.Opens.AddMinutes(90));
        (await clinic.AsPatient.Book(clinic.Visit(120))).Succeeded();
        await Set("mostLiveAppointments", 0);
        (await clinic.AsPatient.Book(clinic.Visit(150))).Succeeded();
        (await clinic.AsPatient.Book(clinic.Visit(180))).Succeeded();
    }

    private static JsonObject Waived(JsonObject visit)
    {
        visit.Remove("paymentRequisites");
        return visit.With("waiveFee", true);
    }

    private async Task Set(string setting, JsonNode value)
    {
        var file = TestGateway.Demo();
        file["hospital"]![setting] = value;
        file.Remove("people");
        file.Remove("availabilityBlocks");
        await gateway.Import(file);
        gateway.Pass(TimeSpan.FromSeconds(1.001));
    }
}
