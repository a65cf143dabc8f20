using System.Collections.Immutable;

namespace Scheduling.Silo.Storage.Reads;

/// <summary>
/// How a list is read, whatever the database: whose appointments it is about, the page, the total where the page does
/// not tell it, and the people of the page in one look-up.
/// </summary>
internal sealed class AppointmentLists(IListDatabase database)
{
    private const string Patients = "= 1";
    private const string CliniciansAndStaff = "in (2, 3)";

    private static readonly AppointmentPage Nothing = new([], [], null);

    private static readonly TimeRange AnyTime = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));

    public async Task<AppointmentPage> Read(int hospitalId, ListAppointments query)
    {
        var parameters = ListParameters.Of(hospitalId, query);
        var scope = await Scope(parameters, query);
        if (scope.IsNobodys)
        {
            return Nothing with { Total = query.CountsTotal ? 0 : null };
        }

        parameters = parameters with
        {
            Patients = scope.Patients ?? [],
            Clinicians = scope.Clinicians ?? [],
            Named = scope.Named ?? [],
        };
        var sql = new ListSql(database.Dialect, scope, query);
        var page = await database.Appointments(sql, parameters);
        var total = query.CountsTotal ? await Total(sql, parameters, page.Length) : null;
        var people = page.SelectMany(visit => new[] { visit.PatientId, visit.ClinicianId }).Distinct();
        return new AppointmentPage(page, await database.People(hospitalId, [.. people]), total);
    }

    /// <inheritdoc cref="Scheduling.Grains.Storage.IScheduleReads.FindPatient"/>
    public async Task<Guid?> FindPatient(int hospitalId, int number)
    {
        var parameters = new ListParameters { HospitalId = hospitalId, Starts = AnyTime };
        return await Numbered(parameters, [number], Patients) is [var found] ? found : null;
    }

    private async Task<ListScope> Scope(ListParameters parameters, ListAppointments query)
    {
        var patients = await Numbered(parameters, query.PatientNumbers, Patients);
        if (patients is { } guardians && query.IncludeDependents)
        {
            var dependents = await database.Dependents(parameters with { Patients = guardians });
            patients = [.. guardians.Union(dependents)];
        }

        var clinicians = await Numbered(parameters, query.ClinicianNumbers, CliniciansAndStaff);
        var scope = ListScope.Of(query.Reach, patients, clinicians);
        return query.NamePart is null || scope.IsNobodys ? scope : await WithName(scope, parameters);
    }

    private async Task<ImmutableArray<Guid>?> Numbered(
        ListParameters parameters, ImmutableArray<int> numbers, string contactTypes) =>
        numbers.IsEmpty
            ? null
            : await database.Ids(
                ListSql.PeopleByNumber(database.Dialect, contactTypes), parameters with { Numbers = numbers });

    private async Task<ListScope> WithName(ListScope scope, ListParameters parameters)
    {
        var named = await database.Ids(
            ListSql.PeopleByName(database.Dialect), parameters with { Take = ListScope.MostNamed + 1 });
        return named.Length > ListScope.MostNamed ? scope with { ComparesNames = true } : scope with { Named = named };
    }

    /// <summary>A page that is not full is the last one: what came before it was skipped, and all of it counted.</summary>
    private async Task<long?> Total(ListSql sql, ListParameters parameters, int rows) =>
        rows < parameters.Take && (rows > 0 || parameters.Skip == 0)
            ? parameters.Skip + rows
            : await database.Count(sql, parameters);
}

/// <summary>What lists need of a database: each call is a statement of its own.</summary>
internal interface IListDatabase
{
    ListDialect Dialect { get; }

    Task<ImmutableArray<Appointment>> Appointments(ListSql sql, ListParameters parameters);

    Task<long> Count(ListSql sql, ListParameters parameters);

    Task<ImmutableArray<Guid>> Ids(string sql, ListParameters parameters);

    Task<ImmutableArray<Guid>> Dependents(ListParameters parameters);

    /// <summary>People by their ids; those whom nobody has are left out.</summary>
    Task<ImmutableArray<Person>> People(int hospitalId, ImmutableArray<Guid> ids);
}
