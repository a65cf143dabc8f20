using System.Diagnostics;
using Npgsql;
using Scheduling.Silo.Storage.Postgres;

namespace Scheduling.ListPages;

/// <summary>A million appointments of one year, of 100 clinicians and 50,000 patients.</summary>
internal sealed class LargeHospital
{
    public const int Id = 126;
    public const int Clinicians = 100;
    public const int FirstPatient = 101;
    public const int People = 50_100;
    public static readonly DateTimeOffset FirstDay = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int InsertedRows = 100_000;

    private const string PeopleSql = """
        insert into person (hospital_id, id, contact_type, user_type, number, status_code, document)
        select 126, ('00000000-0000-4000-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
            case when i <= 100 then 2 else 1 end, 1, i, 1,
            json_build_object('name', json_build_object('given', 'Person', 'family', 'Number ' || i))
        from generate_series(1, 50100) as i
        """;

    private const string AppointmentsSql = """
        insert into the_table (
            hospital_id, id, version, block_id, patient_id, clinician_id, starts_at, ends_at,
            status, appointment_type, encounter_type, request_hash, created_at, document)
        select 126, gen_random_uuid(), 1, gen_random_uuid(),
            ('00000000-0000-4000-8000-' || lpad(to_hex(101 + (i::bigint * 7919) % 50000), 12, '0'))::uuid,
            ('00000000-0000-4000-8000-' || lpad(to_hex(1 + i % 100), 12, '0'))::uuid,
            slot.start, slot.start + interval '15 minutes',
            case when i % 10 = 0 then 3 else 1 end, 1 + i % 3, 1 + i % 4, decode(repeat('00', 16), 'hex'), now(),
            '{"type":1,"encounter":3,"serviceTypeId":307,"waiveFee":false,"patientAttendence":1,"clinicianAttendence":1,'
            '"where":"+1-34011111","whereUse":"1","intakeMetadata":{"concerns":[],"additionalNotes":""}}'
        from generate_series(1, the_count) as i
        cross join lateral (
            select timestamptz '2030-01-01 08:00:00Z'
                + interval '1 day' * (i / 100 % 365) + interval '15 minutes' * (i / 36500 % 40) as start
        ) as slot
        """;

    private readonly string database;

    private LargeHospital(string database) => this.database = database;

    public static async Task<LargeHospital> Fill(string database)
    {
        PostgresSchema.Migrate(database);
        var hospital = new LargeHospital(database);
        await using var connection = await hospital.Connect();
        await Run(connection, PeopleSql);
        await Run(connection, Appointments("appointment", "1000000"));
        await Run(connection, "vacuum analyze person");
        await Run(connection, "vacuum analyze appointment");
        return hospital;
    }

    /// <summary>What each index costs an insert: the same rows into copies of the table without it.</summary>
    public async Task MeasureInserts()
    {
        await using var connection = await Connect();
        var all = await Insert(connection, without: null);
        Console.WriteLine($"insert with all indexes: {all:N1} µs per row");
        foreach (var (index, columns) in new[]
        {
            ("appointment_by_start", "hospital_id, starts_at, status"),
            ("appointment_of_clinician", "hospital_id, clinician_id, starts_at"),
        })
        {
            var less = await Insert(connection, columns);
            Console.WriteLine($"  {index} takes {all - less:N1} µs of it");
        }
    }

    private static async Task<double> Insert(NpgsqlConnection connection, string? without)
    {
        await Run(connection, "drop table if exists copy");
        await Run(connection, "create table copy (like appointment including all)");
        if (without is not null)
        {
            await Run(connection, $"""
                do $$
                begin
                    execute (
                        select 'drop index ' || indexname from pg_indexes
                        where tablename = 'copy' and indexdef like '%({without})');
                end
                $$
                """);
        }

        await Run(connection, "checkpoint");
        var began = Stopwatch.GetTimestamp();
        await Run(connection, Appointments("copy", $"{InsertedRows}"));
        var elapsed = Stopwatch.GetElapsedTime(began);
        await Run(connection, "drop table copy");
        return elapsed.TotalMicroseconds / InsertedRows;
    }

    private static string Appointments(string table, string count) => AppointmentsSql
        .Replace("the_table", table, StringComparison.Ordinal)
        .Replace("the_count", count, StringComparison.Ordinal);

    private async Task<NpgsqlConnection> Connect()
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
