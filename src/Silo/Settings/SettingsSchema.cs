using DbUp;
using DbUp.Engine;
using Microsoft.Data.Sqlite;
using Scheduling.Silo.Storage;

namespace Scheduling.Silo.Settings;

/// <summary>Brings the settings file to the newest schema before the first grain reads it.</summary>
internal sealed class SettingsSchema(SettingsDataSource settings) : ILifecycleParticipant<ISiloLifecycle>
{
    private const string Scripts = "Scheduling.Silo.Settings.Schema.";

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SettingsSchema), ServiceLifecycleStage.RuntimeStorageServices, _ => Migrate());

    /// <exception cref="ScheduleDatabaseException">
    /// The file is no database, or a script failed; it is as before that script.
    /// </exception>
    private Task Migrate()
    {
        try
        {
            UseWriteAheadLog();
            var result = Upgrader().PerformUpgrade();
            return result.Successful
                ? Task.CompletedTask
                : throw new ScheduleDatabaseException(
                    $"{settings.Path}: the schema script {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
        }
        catch (SqliteException fault)
        {
            throw new ScheduleDatabaseException($"{settings.Path} cannot be used as a database: {fault.Message}", fault);
        }
    }

    private UpgradeEngine Upgrader() =>
        DeployChanges.To.SqliteDatabase(settings.ConnectionString)
            .WithScriptsEmbeddedInAssembly(
                typeof(SettingsSchema).Assembly, name => name.StartsWith(Scripts, StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build();

    // Outside of any transaction, where SQLite allows it; the file remembers.
    private void UseWriteAheadLog()
    {
        using var connection = new SqliteConnection(settings.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal";
        command.ExecuteNonQuery();
    }
}
