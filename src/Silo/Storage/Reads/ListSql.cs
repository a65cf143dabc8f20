using static Scheduling.Silo.Storage.Reads.ListParameters;

namespace Scheduling.Silo.Storage.Reads;

/// <summary>
/// The statements of one list. What is asked for decides which index leads to the rows: each condition below stands for
/// one, and a list about two kinds of people reads both. Conditions that are not asked for are not in the text, so that
/// a plan fits what it is for.
/// </summary>
internal sealed class ListSql(ListDialect dialect, ListScope scope, ListAppointments query)
{
    public string Page(string columns) => $"""
        select {columns}
        from ({Rows()}) as visit
        order by {Order()}
        limit {dialect.Value(TakeNumber)} offset {dialect.Value(SkipNumber)}
        """;

    public string Count() => $"""
        select count(*)
        from ({Rows()}) as visit
        """;

    /// <summary>Ids of patients, or of clinicians and staff, who share one series of numbers.</summary>
    public static string PeopleByNumber(ListDialect dialect, string contactTypes) => $"""
        select id
        from person
        where hospital_id = {dialect.Value(HospitalNumber)} and {dialect.IsAnyNumber("number", NumbersNumber)}
            and number is not null and contact_type {contactTypes}
        """;

    /// <summary>Ids of those who have authorized one of the patients.</summary>
    public static string Dependents(ListDialect dialect, string isAuthorized) => $"""
        select dependent_id
        from guardian
        where hospital_id = {dialect.Value(HospitalNumber)} and {dialect.IsAnyId("guardian_id", PatientsNumber)}
            and {isAuthorized}
        """;

    /// <summary>Ids of so many people with a part of a name.</summary>
    public static string PeopleByName(ListDialect dialect) => $"""
        select id
        from person
        where hospital_id = {dialect.Value(HospitalNumber)} and {dialect.NameContains(NameNumber)}
        limit {dialect.Value(TakeNumber)}
        """;

    private string Rows() => string.Join(" union all ", Ways().Select(way => $"""
        select *
        from appointment as visit
        where {string.Join(" and ", way.Concat(Conditions()))}
        """));

    /// <summary>The ways to the rows, each of which finds rows that no other one finds.</summary>
    private string[][] Ways()
    {
        if (scope.Patients is not null)
        {
            return OfPatients(PatientsNumber);
        }

        if (scope.Clinicians is not null)
        {
            return [[dialect.IsAnyId("clinician_id", CliniciansNumber)]];
        }

        return scope.Named is null
            ? [[]]
            : [
                .. OfPatients(NamedNumber),
                [
                    dialect.IsAnyId("clinician_id", NamedNumber),
                    $"not {dialect.IsAnyId("patient_id", NamedNumber)}",
                ],
            ];
    }

    /// <summary>The index of the live ones is by their ends: what starts in the range ends after its beginning.</summary>
    private string[][] OfPatients(int parameter)
    {
        var isTheirs = dialect.IsAnyId("patient_id", parameter);
        return
        [
            [isTheirs, $"ends_at > {dialect.Value(FromNumber)}", "status in (1, 2)"],
            [isTheirs, "status not in (1, 2)"],
        ];
    }

    private IEnumerable<string> Conditions()
    {
        yield return $"hospital_id = {dialect.Value(HospitalNumber)}";
        yield return $"starts_at >= {dialect.Value(FromNumber)}";
        yield return $"starts_at < {dialect.Value(ToNumber)}";
        if (scope is { Patients: not null, Clinicians: not null })
        {
            yield return dialect.IsAnyId("clinician_id", CliniciansNumber);
        }

        foreach (var (asked, column, parameter) in new[]
        {
            (!query.Statuses.IsEmpty, "status", StatusesNumber),
            (!query.Types.IsEmpty, "appointment_type", TypesNumber),
            (!query.Encounters.IsEmpty, "encounter_type", EncountersNumber),
        })
        {
            if (asked)
            {
                yield return dialect.IsAnyNumber(column, parameter);
            }
        }

        if (NameCondition() is { } named)
        {
            yield return named;
        }
    }

    private string? NameCondition() =>
        scope.ComparesNames
            ? $"""
                exists (
                    select 1
                    from person
                    where person.hospital_id = visit.hospital_id
                        and person.id in (visit.patient_id, visit.clinician_id)
                        and {dialect.NameContains(NameNumber)})
                """
        : scope.Named is not null && (scope.Patients is not null || scope.Clinicians is not null)
            ? $"({dialect.IsAnyId("patient_id", NamedNumber)} or {dialect.IsAnyId("clinician_id", NamedNumber)})"
        : null;

    private string Order()
    {
        var asked = query.Sort.Select(sort => Key(sort.Field) + (sort.Descending ? " desc" : ""));
        var ties = query.Sort.Any(sort => sort.Field == AppointmentSortField.Date) ? ["id"] : new[] { "starts_at", "id" };
        return string.Join(", ", asked.Concat(ties));
    }

    private string Key(AppointmentSortField field) => field switch
    {
        AppointmentSortField.Date => "starts_at",
        AppointmentSortField.Status => "status",
        AppointmentSortField.Clinician => NameOf("clinician_id"),
        AppointmentSortField.Patient => NameOf("patient_id"),
    };

    private string NameOf(string column) => $"""
        (
            select {dialect.SortName}
            from person
            where person.hospital_id = visit.hospital_id and person.id = visit.{column}
        )
        """;
}
