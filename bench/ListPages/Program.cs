using Scheduling.ListPages;

if (args is not [var database])
{
    Console.Error.WriteLine(
        "Say which empty PostgreSQL database: -- \"$(tests/postgres.sh start /tmp/list-pages)\"; it is filled and kept.");
    return 2;
}

var hospital = await LargeHospital.Fill(database);
await hospital.MeasureInserts();
return await new PageTimes(database, TimeProvider.System).Measure() ? 0 : 1;
