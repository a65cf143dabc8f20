using System.Collections.Immutable;

namespace Scheduling.Grains.Tests.Storage;

/// <summary>What a store holds of one hospital, and the slow and obvious way to list it.</summary>
internal sealed record ListedHospital(
    int Id, ImmutableArray<Person> People, ImmutableArray<Appointment> Appointments, ImmutableArray<(Guid Guardian, Guid Dependent)> Guardians)
{
    public IEnumerable<Person> Patients => People.Where(person => person.ContactType == ContactType.Patient);

    public IEnumerable<Person> Clinicians => People.Where(person => person.ContactType == ContactType.Clinician);

    public IReadOnlyList<Appointment> List(ListAppointments query)
    {
        var patients = Ids(Patients, query.PatientNumbers);
        var asked = query.IncludeDependents
            ? patients.Union(Guardians.Where(pair => patients.Contains(pair.Guardian)).Select(pair => pair.Dependent))
            : patients;
        var found = Appointments.Where(visit =>
            visit.Time.Start >= query.Starts.Start && visit.Time.Start < query.Starts.End
            && query.Reach.Covers(visit.PatientId, visit.ClinicianId)
            && IsAny(query.Statuses, visit.Status)
            && IsAny(query.Types, visit.Details.Type)
            && IsAny(query.Encounters, visit.Details.Encounter)
            && (query.PatientNumbers.IsEmpty || asked.Contains(visit.PatientId))
            && (query.ClinicianNumbers.IsEmpty || Ids(Clinicians, query.ClinicianNumbers).Contains(visit.ClinicianId))
            && (query.NamePart is null || HasName(visit.PatientId, query.NamePart) || HasName(visit.ClinicianId, query.NamePart)));
        var sorted = found.OrderBy(_ => 0);
        foreach (var sort in query.Sort)
        {
            sorted = sort.Descending
                ? sorted.ThenByDescending(visit => Key(sort.Field, visit), StringComparer.Ordinal)
                : sorted.ThenBy(visit => Key(sort.Field, visit), StringComparer.Ordinal);
        }

        sorted = query.Sort.Any(sort => sort.Field == AppointmentSortField.Date)
            ? sorted
            : sorted.ThenBy(visit => visit.Time.Start);
        return [.. sorted.ThenBy(visit => visit.Key.Id.ToString(), StringComparer.Ordinal)];
    }

    private static HashSet<Guid> Ids(IEnumerable<Person> people, ImmutableArray<int> numbers) =>
        [.. people.Where(person => numbers.Contains(person.Number!.Value)).Select(person => person.Key.Id)];

    private static bool IsAny<T>(ImmutableArray<T> asked, T value) => asked.IsEmpty || asked.Contains(value);

    private string Key(AppointmentSortField field, Appointment visit) => field switch
    {
        AppointmentSortField.Date => visit.Time.Start.ToString("o"),
        AppointmentSortField.Status => ((int)visit.Status).ToString("00"),
        AppointmentSortField.Clinician => SortName(visit.ClinicianId),
        AppointmentSortField.Patient => SortName(visit.PatientId),
    };

    private string SortName(Guid id) => $"{Name(id).Family} {Name(id).Given}".ToLowerInvariant();

    private bool HasName(Guid id, string part)
    {
        var name = Name(id);
        var parts = new[] { name.Prefix, name.Given, name.Family, name.Suffix }.Where(text => text is { Length: > 0 });
        return string.Join(' ', parts).ToLowerInvariant().Contains(part.ToLowerInvariant(), StringComparison.Ordinal);
    }

    private PersonName Name(Guid id) => People.Single(person => person.Key.Id == id).Name;
}
