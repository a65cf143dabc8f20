using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Bookings;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>The demo hospital twice, the second with a clinic and a service type that the first has not.</summary>
public sealed class TwoHospitals : IAsyncLifetime
{
    public const int Elsewhere = 127;
    public const int ForeignServiceType = 31_000;

    private static readonly TimeRange SameTime = new(
        new DateTimeOffset(2030, 3, 6, 13, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2030, 3, 6, 13, 15, 0, TimeSpan.Zero));

    private int lastMinute = 299;

    public TestGateway Gateway { get; } = new();

    internal Clinic Foreign { get; private set; } = null!;

    internal string ForeignAppointment { get; private set; } = "";

    internal ApiClient Here => Client(TestGateway.Hospital);

    internal ApiClient There => Client(Elsewhere);

    public async Task InitializeAsync()
    {
        await Gateway.InitializeAsync();
        var file = TestGateway.Demo();
        file["hospital"]!["id"] = Elsewhere;
        file["people"]![1]!["guardians"] = new JsonArray();
        file["people"]![2]!["name"]!["family"] = "Elsewhere";
        file["serviceTypes"]!.AsArray().Add(new JsonObject
        {
            ["id"] = ForeignServiceType,
            ["name"] = "Foreign",
            ["durationMinutes"] = 15,
        });
        await Gateway.Import(file);
        Foreign = await Clinic.Open(Gateway, hospital: Elsewhere);
        ForeignAppointment = await Foreign.AsStaff.Booked(Foreign.Visit());
    }

    public Task DisposeAsync() => Gateway.DisposeAsync();

    public int NextMinute() => Interlocked.Increment(ref lastMinute);

    /// <summary>An appointment with an id of the test's choice.</summary>
    internal async Task Book(int hospital, Guid id)
    {
        var block = Gateway.Grains.AvailabilityBlock(new Key(hospital, DemoPeople.Block));
        var answer = await block.Book(new BookAppointment
        {
            Placement = PlacementOf(id),
            Details = new AppointmentDetails
            {
                Type = AppointmentType.PatientScheduled,
                Encounter = EncounterType.Video,
                ServiceTypeId = 307,
                WaiveFee = false,
                PatientAttendence = Attendence.Required,
                ClinicianAttendence = Attendence.Required,
                IntakeMetadata = "{}",
            },
            RequestHash = 1,
            Keyed = false,
            Deadline = Gateway.Time.GetUtcNow().AddSeconds(3),
        });
        Assert.Equal(BookStatus.Booked, answer.Status);
    }

    private static Placement PlacementOf(Guid id) => new()
    {
        AppointmentId = id,
        Time = SameTime,
        PatientId = DemoPeople.Dependent,
        ClinicianId = DemoPeople.Bob,
        Type = AppointmentType.PatientScheduled,
        Side = Side.Staff,
        MayUseLocked = false,
        Patient = PersonStanding.Fit,
        Clinician = PersonStanding.Fit,
        ServiceTypeKnown = true,
        FeeAllowed = true,
    };

    private ApiClient Client(int hospital) => new(
        Gateway,
        Admin,
        Gateway.Token(
            DemoPeople.Ada, ContactType.Staff, RoleFunctions.ManageStaffAppointments, hospital: hospital));
}
