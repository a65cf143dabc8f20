using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>A list that names no day begins now.</summary>
public sealed class ListNowTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Fact]
    public async Task Visit_is_listed_until_the_second_in_which_it_starts()
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());

        gateway.Time.SetUtcNow(clinic.Opens);
        Assert.Equal([id], await clinic.AsPatient.Listed());

        gateway.Time.SetUtcNow(clinic.Opens.AddSeconds(1));
        Assert.Empty(await clinic.AsPatient.Listed());
        Assert.Equal([id], await clinic.AsPatient.Listed($"startDate={clinic.At(0)}"));
    }
}
