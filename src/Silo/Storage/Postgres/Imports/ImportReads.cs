using Npgsql;
using NpgsqlTypes;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Imports;
using Scheduling.Silo.Storage.Postgres.Loads;

namespace Scheduling.Silo.Storage.Postgres.Imports;

/// <summary>
/// Reads what an import touches. A version is read before, or together with, what it stands for: where that changes
/// later, the version is another one when the import writes.
/// </summary>
internal static class ImportReads
{
    public static async Task<PeopleRegister> Register(NpgsqlDataSource source, ImportPlan plan, ImportBatch batch)
    {
        var register = new PeopleRegister();
        await Read(source, ImportSql.Register, WithHospital(plan), row => plan.RegisterVersion = row.GetInt64(0));
        await Read(source, ImportSql.People, Wanted(plan, batch), row => register.Write(Person(plan.HospitalId, row)));
        if (batch is { MayGrant: true, People.IsEmpty: false })
        {
            await Read(
                source,
                ImportSql.Guardians,
                parameters => WithHospital(plan, parameters)
                    .BindAll(NpgsqlDbType.Uuid, batch.People, given => given.Person.Key.Id),
                row => register.AddGuardian(row.GetGuid(0), row.GetGuid(1), row.GetBoolean(2)));
        }

        return register;
    }

    /// <summary>Looks at nobody but those whose contact type changes, who are few.</summary>
    public static async Task InUse(
        NpgsqlDataSource source, ImportPlan plan, PeopleRegister register, IEnumerable<ChangedPerson> changed)
    {
        var others = changed
            .Where(ImportedPersonRules.IsOtherType)
            .Select(person => person.Stored!)
            .ToLookup(stored => stored.ContactType, stored => stored.Key.Id);
        if (others.Count == 0)
        {
            return;
        }

        await Read(
            source,
            ImportSql.InUse,
            parameters => WithHospital(plan, parameters)
                .BindAll(NpgsqlDbType.Uuid, [.. others[ContactType.Patient]], id => id)
                .BindAll(NpgsqlDbType.Uuid, [.. others[ContactType.Clinician]], id => id)
                .Bind(NpgsqlDbType.TimestampTz, plan.Now),
            row => register.AddInUse(row.GetGuid(0)));
    }

    public static async Task<StoredCalendars> Calendars(
        NpgsqlDataSource source, ImportPlan plan, ImportBatch batch, Guid?[] clinicians)
    {
        var calendars = new StoredCalendars();
        var blocks = batch.Blocks
            .Select(block => new Key(plan.HospitalId, block.Definition.Key.Id))
            .Distinct()
            .ToList();
        var snapshots = BlockLoads.Snapshot(() => plan.Now);
        var stored = await LoadAll(source, snapshots, blocks);
        var touched = clinicians.OfType<Guid>()
            .Concat(stored.OfType<BlockSnapshot>().Select(block => block.Definition.ClinicianId))
            .Distinct()
            .ToList();
        var range = Covering(batch.Blocks
            .Select(block => block.Definition.Time)
            .Concat(stored.OfType<BlockSnapshot>().Select(block => block.Definition.Time)));
        var wanted = touched.ConvertAll(clinician => (new Key(plan.HospitalId, clinician), range));
        var loaded = await LoadAll(source, CalendarLoads.OfClinician, wanted);
        for (var i = 0; i < loaded.Length; i++)
        {
            plan.ClinicianVersions[touched[i]] = loaded[i]?.Version;
            foreach (var block in loaded[i]?.Blocks ?? [])
            {
                calendars.Write(block);
            }
        }

        // Read again, after the clinicians' versions: what changed in between changes one that is compared.
        foreach (var block in await LoadAll(source, snapshots, blocks))
        {
            if (block is not null)
            {
                calendars.Add(block);
            }
        }

        return calendars;
    }

    private static TimeRange Covering(IEnumerable<TimeRange> ranges)
    {
        var all = ranges.ToList();
        return new TimeRange(all.Min(range => range.Start), all.Max(range => range.End));
    }

    private static async Task<T?[]> LoadAll<TKey, T>(
        NpgsqlDataSource source, Load<TKey, T> load, IReadOnlyList<TKey> keys)
    {
        var answers = new T?[keys.Count];
        await Read(source, load.Sql, parameters => load.Bind(parameters, keys), row =>
        {
            var index = row.GetInt64(0) - 1;
            answers[index] = load.Read(row, answers[index]);
        });
        return answers;
    }

    private static Task<bool> Read(
        NpgsqlDataSource source, string sql, Action<NpgsqlParameterCollection> bind, Action<NpgsqlDataReader> take) =>
        source.Read(new PostgresCall<bool>(sql, bind, async reader =>
        {
            while (await reader.ReadAsync())
            {
                take(reader);
            }

            return true;
        }));

    private static Action<NpgsqlParameterCollection> WithHospital(ImportPlan plan) =>
        parameters => WithHospital(plan, parameters);

    private static NpgsqlParameterCollection WithHospital(ImportPlan plan, NpgsqlParameterCollection parameters) =>
        parameters.Bind(NpgsqlDbType.Integer, plan.HospitalId);

    private static Action<NpgsqlParameterCollection> Wanted(ImportPlan plan, ImportBatch batch)
    {
        var ids = batch.People
            .SelectMany(given => given.Guardians.Select(guardian => guardian.PersonId).Append(given.Person.Key.Id))
            .ToList();
        var numbers = batch.People.Select(given => given.Person.Number).OfType<int>()
            .Concat(batch.Blocks.Select(block => block.ClinicianNumber))
            .Distinct()
            .ToList();
        var emails = batch.People.Select(given => given.Email).OfType<string>().Select(PersonRow.LoginEmailOf).ToList();
        return parameters => WithHospital(plan, parameters)
            .BindAll(NpgsqlDbType.Uuid, ids, id => id)
            .BindAll(NpgsqlDbType.Integer, numbers, number => number)
            .BindAll(NpgsqlDbType.Text, emails, email => email);
    }

    private static PersonRow Person(int hospitalId, NpgsqlDataReader row) => new(
        new Key(hospitalId, row.GetGuid(0)),
        (ContactType)row.GetInt16(1),
        row.IsDBNull(2) ? null : row.GetInt32(2),
        row.GetInt32(3),
        row.Text(4),
        row.Text(5),
        row.GetString(6));
}
