using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>What an Idempotency-Key stands for, for whom, and from when.</summary>
public sealed class IdempotencyKeyTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private const string Key = "Idempotency-Key: one";

    [Fact]
    public async Task Key_belongs_to_its_caller()
    {
        var clinic = await Clinic.Open(gateway, block => block["capacity"] = 2);
        var guardian = await clinic.Admit();
        await clinic.Change(clinic.Patient, "guardians", Clinic.Guardians(true, guardian));
        var id = await clinic.AsPatient.Booked(clinic.Visit(), Key);

        (await clinic.AsPatientOf(guardian).Book(clinic.Visit(), Key)).Refused(PatientBusy);
        Assert.NotEqual(id, await clinic.AsPatientOf(guardian).Booked(clinic.Visit(30), Key));
    }

    [Fact]
    public async Task Key_is_one_at_both_doors()
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit(), Key);
        var administrator = new ApiClient(
            gateway, Admin, gateway.Token(clinic.Patient, ContactType.PlatformAdministrator));

        Assert.Equal(id, await administrator.Booked(clinic.Visit(), Key));
        (await administrator.Book(clinic.Visit(30), Key)).Refused(KeyReused);
    }

    [Fact]
    public async Task Keys_differ_by_case()
    {
        var clinic = await Clinic.Open(gateway);

        var one = await clinic.AsPatient.Booked(clinic.Visit(), "Idempotency-Key: a");
        var other = await clinic.AsPatient.Booked(clinic.Visit(30), "Idempotency-Key: A");

        Assert.NotEqual(one, other);
    }

    [Fact]
    public async Task Request_that_fails_does_not_bind_its_key()
    {
        var clinic = await Clinic.Open(gateway);
        (await clinic.AsPatient.Book(clinic.Visit(-30), Key)).Refused(Outside);
        (await clinic.AsPatient.Book(clinic.Visit().With("serviceTypeId", 999_999), Key)).Refused(ServiceTypeUnknown);
        (await clinic.AsPatient.Book(clinic.Visit().ForPatient(await clinic.Admit()), Key)).Refused(NotYours);

        (await clinic.AsPatient.Book(clinic.Visit(), Key)).Succeeded();
    }

    [Fact]
    public async Task Same_key_many_times_at_once_books_once_and_answers_all_alike()
    {
        var clinic = await Clinic.Open(gateway, block => block["capacity"] = 500);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => clinic.AsPatient.Book(clinic.Visit(), Key)));

        Assert.Single(answers.Select(answer => answer.Succeeded().Body).Distinct());
    }

    [Fact]
    public async Task Same_key_for_many_blocks_at_once_books_in_one()
    {
        var clinics = new List<Clinic>();
        for (var count = 0; count < 8; count++)
        {
            clinics.Add(await Clinic.Open(gateway));
        }

        var patient = clinics[0];
        var answers = await Task.WhenAll(clinics.Select((clinic, index) =>
            patient.AsPatient.Book(clinic.Visit(index * 30).ForPatient(patient.Patient), Key)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => answer.Refused(KeyReused));
    }

    [Fact]
    public async Task Key_on_put_is_ignored()
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit(), Key);

        var answer = await clinic.AsPatient.Reschedule(id, clinic.Visit(30), Key);

        Assert.Equal(30, clinic.Minute((string)answer.Succeeded().Json["startTime"]!));
    }

    public static TheoryData<string, bool> Forms => new()
    {
        { "Idempotency-Key: !", true },
        { "Idempotency-Key: ~{}\"#,;", true },
        { $"idempotency-key: {new string('k', 255)}", true },
        { $"Idempotency-Key: {new string('k', 256)}", false },
        { "Idempotency-Key:", false },
        { "Idempotency-Key: two words", false },
        { "Idempotency-Key: tab\tinside", false },
        { "Idempotency-Key: one\r\nIdempotency-Key: one", false },
        { "Idempotency-Key: one\r\nIdempotency-Key: two", false },
        { "Idempotency-Key: \u007f", false },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Key_is_one_header_of_1_to_255_visible_characters(string header, bool isTaken)
    {
        var clinic = await Clinic.Open(gateway);

        var answer = await clinic.AsPatient.Book(clinic.Visit(), header);

        if (isTaken)
        {
            Assert.Equal(answer.Id(), await clinic.AsPatient.Booked(clinic.Visit(), header));
        }
        else
        {
            answer.Refused(KeyMalformed);
            (await clinic.AsPatient.Book(clinic.Visit())).Succeeded();
        }
    }
}
