namespace Scheduling.Gateway.Tests.Hosting;

/// <summary>The demo hospital, by name.</summary>
internal static class DemoPeople
{
    public static readonly Guid Guardian = Guid.Parse("9f0c6a4e-2f55-4b43-8f0b-0d8d5a3c1101");
    public static readonly Guid Dependent = Guid.Parse("5b4fd4d8-d234-40ee-bd7c-1894411c9b21");
    public static readonly Guid Bob = Guid.Parse("53484dcc-83ea-4e9f-8af7-c93bbeb1445d");
    public static readonly Guid Ada = Guid.Parse("2c1f8a3e-93d0-4d5e-9b57-6f1d0f2a2202");

    /// <summary>Bob's block of the fifth, from 8 to 18 o'clock in New York.</summary>
    public static readonly Guid Block = Guid.Parse("a9799648-b068-4c71-aca1-62ae6717b999");

    public static string GuardiansToken(this TestGateway gateway) => gateway.Token(Guardian, ContactType.Patient);

    public static string AdasToken(this TestGateway gateway) =>
        gateway.Token(Ada, ContactType.Staff, RoleFunctions.ManageStaffAppointments | RoleFunctions.ManageHospital);

    public static string BobsToken(this TestGateway gateway) =>
        gateway.Token(Bob, ContactType.Clinician, RoleFunctions.ManageOwnAppointments);
}
