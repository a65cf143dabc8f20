namespace Scheduling.Grains.Tests.Settings;

internal static class Some
{
    public static readonly DateTimeOffset FarFuture = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Hospital Hospital(string name) => new()
    {
        Id = 126,
        Name = name,
        TimeZone = "America/New_York",
        ServiceTypes = [new ServiceType(307, "Self-Scheduling", 15), new ServiceType(308, "Follow-up", 10)],
        Codesets =
        [
            new Codeset("consultprimaryconcerns", [new Code(2305, "Fever (100+)", 1), new Code(2306, "Cough", 2)]),
        ],
    };
}
