using Npgsql;
using Scheduling.Silo.Storage.Postgres.Loads;
using Scheduling.Silo.Storage.Postgres.Reads;
using Scheduling.Silo.Storage.Reads;
using OpenBlockSql = Scheduling.Silo.Storage.Postgres.Reads.OpenBlocks;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>A hospital of many years: what lists read of it, as the server plans it by itself.</summary>
public sealed class ListPlanTests(ListPlanTests.LargeHospital large) : IClassFixture<ListPlanTests.LargeHospital>
{
    private static readonly DateTimeOffset Today = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ListAppointments Month = new()
    {
        Starts = new TimeRange(Today, Today.AddDays(30)),
        Reach = Reach.WholeHospital,
        Take = 50,
    };

    private static readonly Guid[] Somebody = [LargeHospital.Id(1), LargeHospital.Id(2)];

    private static readonly Dictionary<string, (ListScope Scope, ListAppointments Query, string[] Indexes)> Lists = new()
    {
        ["all of a month"] = (new(), Month, ["appointment_by_start"]),
        ["the scheduled of a month"] =
            (new(), Month with { Statuses = [AppointmentStatus.Scheduled] }, ["appointment_by_start"]),
        ["of a type, the last first"] = (
            new(),
            Month with { Types = [AppointmentType.OnDemand], Sort = [new(AppointmentSortField.Date, true)] },
            ["appointment_by_start"]),
        ["a clinician's"] = (new() { Clinicians = [Somebody[0]] }, Month, ["appointment_of_clinician"]),
        ["a clinician's year"] = (
            new() { Clinicians = [Somebody[0]] },
            Month with { Starts = new TimeRange(Today, Today.AddDays(366)) },
            ["appointment_of_clinician"]),
        ["a family's"] = (
            new() { Patients = [.. Somebody] }, Month, ["appointment_live_of_patient", "appointment_over_of_patient"]),
        ["a family's with a clinician"] = (
            new() { Patients = [.. Somebody], Clinicians = [Somebody[0]] },
            Month,
            ["appointment_live_of_patient", "appointment_over_of_patient"]),
        ["of a rare name"] = (
            new() { Named = [.. Somebody] },
            Month,
            ["appointment_live_of_patient", "appointment_over_of_patient", "appointment_of_clinician"]),
        ["of a common name"] =
            (new() { ComparesNames = true }, Month with { NamePart = "an" }, ["appointment_by_start", "person_key"]),
        ["by the patients' names"] = (
            new(), Month with { Sort = [new(AppointmentSortField.Patient, false)] }, ["appointment_by_start", "person_key"]),
    };

    public static TheoryData<string> Names => [.. Lists.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void List_reads_no_whole_table(string name)
    {
        var (scope, query, indexes) = Lists[name];
        var sql = new ListSql(PostgresListDialect.Instance, scope, query);
        var parameters = ListParameters.Of(LargeHospital.Number, query) with
        {
            Patients = scope.Patients ?? [],
            Clinicians = scope.Clinicians ?? [],
            Named = scope.Named ?? [],
        };

        var page = large.Explain(sql.Page(AppointmentLoads.Columns), parameters);
        var count = large.Explain(sql.Count(), parameters);

        Assert.All([page, count], plan => Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal));
        Assert.All(indexes, index => Assert.Contains(index, page, StringComparison.Ordinal));
    }

    [Fact]
    public void People_are_found_by_parts_of_their_names_through_an_index()
    {
        var plan = large.Explain(
            ListSql.PeopleByName(PostgresListDialect.Instance),
            ListParameters.Of(LargeHospital.Number, Month with { NamePart = "Number 77" }) with { Take = 301 });

        Assert.Contains("person_full_name", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_blocks_of_a_day_are_found_through_indexes_with_what_takes_their_time()
    {
        var day = new TimeRange(Today.AddDays(-500), Today.AddDays(-499));

        var plan = large.Explain(
            OpenBlockSql.VersionsSql,
            bound => OpenBlockSql.BindRange(bound, LargeHospital.Number, day, day.Start));
        var changed = large.Explain(
            OpenBlockSql.BlocksSql,
            bound => OpenBlockSql.BindIds(bound, LargeHospital.Number, [LargeHospital.Id(1)], day.Start));

        Assert.Contains("availability_block_by_start", plan, StringComparison.Ordinal);
        Assert.Contains("block_calendar_key", plan, StringComparison.Ordinal);
        Assert.Contains("appointment_live_in_block", changed, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on a", plan + changed, StringComparison.Ordinal);
    }

    /// <summary>150,000 appointments of six years, 50,000 blocks, 20,000 people.</summary>
    public sealed class LargeHospital : IDisposable
    {
        public const int Number = 126;

        private const string Fill = """
            insert into person (hospital_id, id, contact_type, user_type, number, status_code, document)
            select 126, ('00000000-0000-4000-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
                case when i <= 100 then 2 else 1 end, 1, i, 1,
                json_build_object('name', json_build_object('given', 'Anna', 'family', 'Number ' || i))
            from generate_series(1, 20000) as i;

            insert into appointment (
                hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
                status, appointment_type, encounter_type, request_hash, created_at, document)
            select 126, gen_random_uuid(), 1, gen_random_uuid(),
                ('00000000-0000-4000-8000-' || lpad(to_hex(1 + i * 7919 % 20000), 12, '0'))::uuid,
                ('00000000-0000-4000-8000-' || lpad(to_hex(1 + i % 100), 12, '0'))::uuid,
                day.start, day.start + interval '15 minutes',
                case i % 10 when 0 then 3 when 1 then 5 else 1 end, 1 + i % 3, 1 + i % 4,
                decode(repeat('00', 16), 'hex'), now(), '{}'
            from generate_series(1, 150000) as i
            cross join lateral (
                select timestamptz '2027-01-01 08:00:00Z'
                    + interval '1 day' * (i % 2190) + interval '15 minutes' * (i / 2190 % 40) as start
            ) as day;

            insert into availability_block (
                hospital_id, id, clinician_id, starts_at, ends_at, allow_on_demand, allow_provider, allow_self,
                is_available, optimization_type, is_locked, is_private, is_deleted, created_at, modified_at)
            select 126, gen_random_uuid(), ('00000000-0000-4000-8000-' || lpad(to_hex(1 + i % 100), 12, '0'))::uuid,
                day.start, day.start + interval '10 hours', true, true, true, true, 0, false, false, false, now(), now()
            from generate_series(1, 50000) as i
            cross join lateral (
                select timestamptz '2028-01-01 08:00:00Z' + interval '1 day' * (i / 100) as start
            ) as day;

            vacuum analyze person, appointment, availability_block;
            """;

        private readonly NpgsqlConnection connection = PostgresServer.Connect(PostgresServer.NewMigratedDatabase());

        public LargeHospital()
        {
            foreach (var statement in Fill.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                PostgresServer.Run(connection, statement);
            }
        }

        public static Guid Id(int number) => new($"00000000-0000-4000-8000-{number:x12}");

        internal string Explain(string sql, ListParameters parameters) =>
            Explain(sql, bound => ListParameterBinding.Bind(bound, parameters));

        internal string Explain(string sql, Action<NpgsqlParameterCollection> bind) => connection.Explain(sql, bind);

        public void Dispose() => connection.Dispose();
    }
}
