using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Postgres;

internal static class PostgresStoreRegistration
{
    /// <summary>
    /// Registers the store on a PostgreSQL database as a singleton, with its <see cref="IStoreLifetime"/>. It is
    /// opened, and its schema compared, when it is first resolved: resolve it at start, so that a database that cannot
    /// be used stops the process there with a <see cref="ScheduleDatabaseException"/>. It migrates nothing: see
    /// <see cref="PostgresSchema.Migrate"/>. Needs a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddPostgresScheduleStore(
        this IServiceCollection services, Action<PostgresStoreOptions> configure)
    {
        services.AddSingleton(provider =>
        {
            var options = new PostgresStoreOptions();
            configure(options);
            return PostgresScheduleStore.Open(options, provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton<IScheduleStore>(provider => provider.GetRequiredService<PostgresScheduleStore>());
        services.AddSingleton(provider => provider.GetRequiredService<PostgresScheduleStore>().Reads);
        services.AddSingleton<IStoreLifetime>(provider => provider.GetRequiredService<PostgresScheduleStore>());
        return services;
    }
}
