using System.Collections.Immutable;

namespace Scheduling;

/// <summary>Reads people of one hospital; what it answers was read from the store after it was asked.</summary>
[Alias("scheduling.people-grain")]
public interface IPeopleGrain : IGrainWithIntegerKey
{
    /// <summary>The people with these ids, in their order; nothing where the hospital has no such person.</summary>
    [Alias("find"), Repeatable]
    Task<ImmutableArray<Person?>> Find(ImmutableArray<Guid> ids);

    /// <summary>Who has this number among clinicians and other staff, read now; nothing where nobody has.</summary>
    [Alias("find-clinician")]
    Task<Person?> FindClinician(int number);

    /// <summary>Who have these numbers among clinicians and other staff, read now, in their order.</summary>
    [Alias("find-clinicians")]
    Task<ImmutableArray<Person?>> FindClinicians(ImmutableArray<int> numbers);

    /// <summary>
    /// A person as an import gives them, with address, guardians and password hash, read now; nothing where the hospital
    /// has no such person.
    /// </summary>
    [Alias("find-record")]
    Task<ImportedPerson?> FindRecord(Guid id);

    /// <summary>What a login is checked against, read now; nothing where nobody can log in with that address.</summary>
    [Alias("find-login"), Repeatable]
    Task<Login?> FindLogin(UserType userType, string email);
}

/// <summary>A person's credentials. The hash is the framework's (PBKDF2), never the password.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.login")]
public sealed record Login([property: Id(0)] Person Person, [property: Id(1)] string PasswordHash)
{
    public override string ToString() => Person.Key.ToString();
}
