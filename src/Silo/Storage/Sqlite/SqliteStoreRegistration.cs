using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Sqlite;

internal static class SqliteStoreRegistration
{
    /// <summary>
    /// Registers the store on a SQLite file as a singleton, with its <see cref="IStoreLifetime"/>. It is opened, and
    /// its schema migrated, when it is first resolved: resolve it at start, so that a file that cannot be used
    /// stops the process there with a <see cref="ScheduleDatabaseException"/>. Needs a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddSqliteScheduleStore(
        this IServiceCollection services, Action<SqliteStoreOptions> configure)
    {
        services.AddSingleton(provider =>
        {
            var options = new SqliteStoreOptions();
            configure(options);
            return SqliteScheduleStore.Open(options, provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton<IScheduleStore>(provider => provider.GetRequiredService<SqliteScheduleStore>());
        services.AddSingleton(provider => provider.GetRequiredService<SqliteScheduleStore>().Reads);
        services.AddSingleton<IStoreLifetime>(provider => provider.GetRequiredService<SqliteScheduleStore>());
        return services;
    }
}
