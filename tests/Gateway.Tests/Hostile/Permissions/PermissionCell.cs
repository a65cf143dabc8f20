namespace Scheduling.Gateway.Tests.Hostile.Permissions;

/// <summary>Of whom a call is about.</summary>
public enum Whose
{
    Own,
    Anothers,
    Elsewhere,
}

/// <summary>What one caller may do at one endpoint.</summary>
/// <param name="Row">The endpoint's.</param>
/// <param name="Caller">A <see cref="Appointments.PermissionCaller"/>'s name.</param>
/// <param name="May">The matrix's word; P and S where the other door is theirs.</param>
internal sealed record PermissionCell(PermissionRow Row, string Caller, string May)
{
    /// <summary>What an endpoint answers that lets the caller do it.</summary>
    public const string Granted = "granted";

    /// <summary>Of whom there is something to say.</summary>
    public IEnumerable<Whose> Cases => May switch
    {
        "yes" or "open" => [Whose.Own],
        _ when Row.Elsewhere == "." => [Whose.Own],
        _ => [Whose.Own, Whose.Anothers, Whose.Elsewhere],
    };

    /// <summary>What the caller is told, in the matrix's words.</summary>
    public string Answer(Whose whose) => May switch
    {
        "P" => "only-patients",
        "S" => "only-staff",
        "-" => "no-function",
        "yes" or "open" or "every" => Granted,
        "own" or "all" when whose == Whose.Elsewhere => Row.Elsewhere,
        "own" when whose == Whose.Anothers => Row.Anothers,
        "own" or "all" => Granted,
        _ => throw new InvalidOperationException($"{this}: what is \"{May}\"?"),
    };

    public override string ToString() => $"{Row.Endpoint} by {Caller}";
}
