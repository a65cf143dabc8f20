using Scheduling.Silo.Storage.Imports;

namespace Scheduling.Silo.Storage.Postgres.Imports;

/// <summary>
/// The people of a hospital that an import touches: those that it names, and those who have a number or an address that
/// it names. What is decided is written into it, so that later records see it.
/// </summary>
internal sealed class PeopleRegister
{
    private readonly Dictionary<Guid, PersonRow> people = [];
    private readonly Dictionary<(bool IsPatient, int Number), Guid> numbers = [];
    private readonly Dictionary<(UserType Type, string Email), Guid> logins = [];
    private readonly Dictionary<Guid, Dictionary<Guid, bool>> guardians = [];
    private readonly HashSet<Guid> inUse = [];

    public PersonRow? Find(Guid person) => people.GetValueOrDefault(person);

    /// <summary>The stored guardians of a dependent, and whether each is authorized.</summary>
    public Dictionary<Guid, bool> Guardians(Guid dependent) => guardians.GetValueOrDefault(dependent) ?? [];

    /// <summary>Whether live appointments of a patient, or blocks of a clinician, are not over.</summary>
    public bool IsInUse(Guid person) => inUse.Contains(person);

    public void AddInUse(Guid person) => inUse.Add(person);

    public void AddGuardian(Guid dependent, Guid guardian, bool isAuthorized)
    {
        guardians.TryAdd(dependent, []);
        guardians[dependent][guardian] = isAuthorized;
    }

    /// <summary>Gives up number and address, so that people of one batch can exchange theirs.</summary>
    public void Vacate(Guid person)
    {
        if (Find(person) is { } row)
        {
            Forget(numbers, NumberOf(row), person);
            Forget(logins, LoginOf(row), person);
        }
    }

    public void Write(PersonRow row)
    {
        Vacate(row.Key.Id);
        people[row.Key.Id] = row;
        if (NumberOf(row) is { } number)
        {
            numbers[number] = row.Key.Id;
        }

        if (LoginOf(row) is { } login)
        {
            logins[login] = row.Key.Id;
        }
    }

    public bool IsNumberTaken(PersonRow row) => IsOther(numbers, NumberOf(row), row);

    public bool IsEmailTaken(PersonRow row) => IsOther(logins, LoginOf(row), row);

    /// <summary>Nothing where nobody has the number, or who has it is no clinician.</summary>
    public Guid? FindClinician(int number) =>
        numbers.TryGetValue((IsPatient: false, number), out var id)
        && people[id].ContactType == ContactType.Clinician
            ? id
            : null;

    private static (bool IsPatient, int Number)? NumberOf(PersonRow row) => row.Number is not { } number
        ? null
        : row.ContactType switch
        {
            ContactType.Patient => (true, number),
            ContactType.Clinician or ContactType.Staff => (false, number),
            ContactType.PlatformAdministrator => null,
        };

    private static (UserType Type, string Email)? LoginOf(PersonRow row) =>
        row is { LoginEmail: { } email, PasswordHash: not null } ? (row.ContactType.UserType(), email) : null;

    private static bool IsOther<T>(Dictionary<T, Guid> holders, T? key, PersonRow row)
        where T : struct =>
        key is { } taken && holders.TryGetValue(taken, out var holder) && holder != row.Key.Id;

    private static void Forget<T>(Dictionary<T, Guid> holders, T? key, Guid person)
        where T : struct
    {
        if (key is { } held && holders.TryGetValue(held, out var holder) && holder == person)
        {
            holders.Remove(held);
        }
    }
}
