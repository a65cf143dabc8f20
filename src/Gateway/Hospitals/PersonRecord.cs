using System.Collections.Immutable;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.Hospitals;

/// <summary>A person as an import file describes them.</summary>
internal sealed class PersonRecord
{
    public Field<Guid> Id { get; init; }

    public Field<int> ContactTypeCode { get; init; }

    public Field<int> PatientId { get; init; }

    public Field<int> ClinicianId { get; init; }

    /// <summary>1 (the default) is active; 0 and 2 to 9 are not; there are no others.</summary>
    public Field<int> StatusCode { get; init; }

    public Field<NameRecord> Name { get; init; }

    public Field<string> Email { get; init; }

    /// <summary>Who has none cannot log in; who has one keeps it where it is left out.</summary>
    public Field<string> Password { get; init; }

    public Field<string> TimeZone { get; init; }

    public Field<ImmutableArray<Field<string>>> RoleFunctions { get; init; }

    public Field<ImmutableArray<Field<PhoneRecord>>> Phones { get; init; }

    /// <summary>Who may act for this person.</summary>
    public Field<ImmutableArray<Field<GuardianRecord>>> Guardians { get; init; }

    public ContactType ContactType => (ContactType)ContactTypeCode.Value;

    public bool Is(ContactType type) => ContactTypeCode.ValueOr(0) == (int)type;

    public ImportedPerson ToImported(Key key, string? passwordHash) => new()
    {
        Person = new Person
        {
            Key = key,
            ContactType = ContactType,
            Number = ContactType == ContactType.Patient ? PatientId.OrNothing() : ClinicianId.OrNothing(),
            StatusCode = StatusCode.ValueOr(1),
            Name = Name.Value.ToName(),
            Phones = [.. Phones.Items().Select(phone => phone.ToPhone())],
            TimeZone = TimeZone.OrNothing(),
            RoleFunctions = RoleFunctions.Items().Aggregate(
                Scheduling.RoleFunctions.None, (all, name) => all | RoleFunctionNames.Find(name)!.Value),
        },
        Email = Email.OrNothing(),
        PasswordHash = passwordHash,
        // Of one who is named twice the last counts.
        Guardians = [.. Guardians.Items().Select(guardian => guardian.ToGuardian()).Reverse()
            .DistinctBy(guardian => guardian.PersonId).OrderBy(guardian => guardian.PersonId)],
    };
}

internal sealed class NameRecord
{
    public Field<string> Given { get; init; }

    public Field<string> Prefix { get; init; }

    public Field<string> Suffix { get; init; }

    public Field<string> Family { get; init; }

    public PersonName ToName() => new()
    {
        Given = Given.OrNothing(),
        Prefix = Prefix.OrNothing(),
        Suffix = Suffix.OrNothing(),
        Family = Family.OrNothing(),
    };
}

internal sealed class PhoneRecord
{
    public Field<Guid> Id { get; init; }

    public Field<string> Use { get; init; }

    public Field<string> Value { get; init; }

    public Phone ToPhone() => new(Id.Value, Use.OrNothing(), Value.OrNothing());
}

internal sealed class GuardianRecord
{
    public Field<Guid> PersonId { get; init; }

    public Field<bool> IsAuthorized { get; init; }

    public Guardian ToGuardian() => new(PersonId.Value, IsAuthorized.ValueOr(false));
}
