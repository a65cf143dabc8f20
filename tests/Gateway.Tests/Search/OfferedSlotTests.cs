using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Bookings;

namespace Scheduling.Gateway.Tests.Search;

/// <summary>What is offered can be booked; what has begun is offered no more.</summary>
public sealed class OfferedSlotTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task Every_offered_slot_is_booked_until_none_is_offered(int seed, bool byStaff)
    {
        var random = new Random(seed);
        var clinic = await Clinic.Open(gateway, block => block["capacity"] = seed);
        var patients = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            patients.Add(await clinic.Admit());
        }

        for (var visit = 0; visit < 12; visit++)
        {
            // Where it does not fit it is refused, which is as good here.
            await clinic.AsStaff.Book(
                clinic.Visit(random.Next(560), random.Next(1, 40)).ForPatient(patients[random.Next(4)]));
        }

        var length = random.Next(40, 75);
        foreach (var patient in patients)
        {
            var client = byStaff ? clinic.AsStaff : clinic.AsPatientOf(patient);
            var query = $"durationMinutes={length}&patientId={clinic.NumberOf(patient)}";
            var offered = (await client.SearchHere(clinic, query)).Slots().ToList();
            foreach (var slot in offered)
            {
                await client.Booked(clinic.Visit().ForPatient(patient)
                    .With("appointmentTypeCode", byStaff ? 1 : 3)
                    .With("startTime", (string)slot["from"]!)
                    .With("endTime", (string)slot["to"]!));
            }

            Assert.Empty((await client.SearchHere(clinic, query)).Slots());
        }
    }

    [Fact]
    public async Task Slot_is_offered_until_the_second_in_which_it_starts()
    {
        var clinic = await Clinic.Open(gateway);
        var query = SlotRequests.OfClinic(clinic, "");
        gateway.Time.SetUtcNow(clinic.Opens.AddMilliseconds(-500));
        Assert.Equal(0, (await clinic.AsPatient.SearchAgain(query)).Starts(clinic)[0]);

        gateway.Time.SetUtcNow(clinic.Opens);
        var next = await clinic.AsPatient.SearchAgain(query);

        Assert.Equal(15, next.Starts(clinic)[0]);
        Assert.Equal(15, clinic.Minute((string)next.Json["nextSlotStart"]!));
    }
}
