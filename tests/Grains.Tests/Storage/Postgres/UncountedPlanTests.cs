using Npgsql;
using Scheduling.Silo.Storage.Postgres;
using Scheduling.Silo.Storage.Postgres.Loads;
using Scheduling.Silo.Storage.Postgres.Reads;
using OpenBlockSql = Scheduling.Silo.Storage.Postgres.Reads.OpenBlocks;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>
/// The first minute of a new hospital: the server has counted its tables when they were empty, and takes every index of
/// one for as good as the next. Each statement must find its rows by the index that was made for it all the same.
/// </summary>
public sealed class UncountedPlanTests(UncountedPlanTests.NewHospital hospital)
    : IClassFixture<UncountedPlanTests.NewHospital>
{
    private static readonly DateTimeOffset Day = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Key Somebody = new(126, NewHospital.Id(1));

    [Fact]
    public void Search_reads_of_each_block_its_own_appointments()
    {
        var day = new TimeRange(Day, Day.AddDays(1));

        var plan = hospital.Explain(
            PostgresScheduleReads.Planning, OpenBlockSql.Sql, bound => OpenBlockSql.Bind(bound, 126, day, Day));

        Assert.Contains("appointment_live_in_block", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("appointment_live_of_patient", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Block_is_loaded_by_its_own_appointments()
    {
        var load = BlockLoads.Snapshot(() => Day);

        var plan = hospital.Explain(
            PostgresConnections.PlansByKey, load.Sql, bound => load.Bind(bound, [Somebody]));

        Assert.Contains("appointment_live_in_block", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("appointment_live_of_patient", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Patient_is_loaded_by_their_own_appointments()
    {
        var load = CalendarLoads.OfPatient;

        var plan = hospital.Explain(
            PostgresConnections.PlansByKey, load.Sql, bound => load.Bind(bound, [(Somebody, Day)]));

        Assert.Contains("appointment_live_of_patient", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("appointment_live_in_block", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Patients_times_are_read_by_their_own_appointments()
    {
        var load = CalendarLoads.OfPatient;

        var plan = hospital.Explain(
            PostgresScheduleReads.Planning, load.Sql, bound => load.Bind(bound, [(Somebody, Day)]));

        Assert.Contains("appointment_live_of_patient", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("appointment_live_in_block", plan, StringComparison.Ordinal);
    }

    /// <summary>700 blocks, and the first 10,000 appointments since it was counted.</summary>
    public sealed class NewHospital
    {
        private const string Fill = """
            insert into availability_block (
                hospital_id, id, clinician_id, starts_at, ends_at, allow_on_demand, allow_provider, allow_self,
                is_available, optimization_type, is_locked, is_private, is_deleted, created_at, modified_at)
            select 126, id, id, '2030-01-01 08:00:00Z', '2030-01-01 18:00:00Z',
                true, true, true, true, 0, false, false, false, now(), now()
            from generate_series(1, 700) as i
            cross join lateral (
                select ('00000000-0000-4000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id
            ) as block;

            vacuum (analyze, freeze);

            insert into appointment (
                hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
                status, appointment_type, encounter_type, request_hash, created_at, document)
            select 126, gen_random_uuid(), 1,
                ('00000000-0000-4000-8000-' || lpad(to_hex(1 + i % 700), 12, '0'))::uuid, gen_random_uuid(),
                ('00000000-0000-4000-8000-' || lpad(to_hex(1 + i % 700), 12, '0'))::uuid,
                day.start, day.start + interval '15 minutes', 1, 1, 1, decode(repeat('00', 16), 'hex'), now(), '{}'
            from generate_series(1, 10000) as i
            cross join lateral (
                select timestamptz '2030-01-01 08:00:00Z' + interval '15 minutes' * (i / 700) as start
            ) as day;
            """;

        private readonly string database = PostgresServer.NewMigratedDatabase();

        public NewHospital()
        {
            using var connection = PostgresServer.Connect(database);
            foreach (var statement in Fill.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                PostgresServer.Run(connection, statement);
            }
        }

        public static Guid Id(int number) => new($"00000000-0000-4000-8000-{number:x12}");

        /// <param name="planning">As the product's connections tell the server to plan.</param>
        /// <param name="sql">The product's.</param>
        /// <param name="bind">Its parameters.</param>
        internal string Explain(string planning, string sql, Action<NpgsqlParameterCollection> bind)
        {
            var options = new NpgsqlConnectionStringBuilder(database) { Options = planning.Trim() };
            using var connection = PostgresServer.Connect(options.ConnectionString);
            return connection.Explain(sql, bind);
        }
    }
}
