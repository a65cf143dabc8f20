using DbUp;
using DbUp.Engine;
using Microsoft.Data.Sqlite;

namespace Scheduling.Silo.Settings;

/// <summary>Brings the settings file to the newest schema before the first grain reads it.</summary>
internal sealed class SettingsSchema(SettingsDataSource settings) : ILifecycleParticipant<ISiloLifecycle>
{
    private const string Scripts = "Scheduling.Silo.Settings.Schema.";

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SettingsSchema), ServiceLifecycleStage.RuntimeStorageServices, _ => Migrate());

    /// <exception cref="InvalidOperationException">A script failed; the file is as before that script.</exception>
    private Task Migrate()
    {
        UseWriteAheadLog();
        var result = Upgrader().PerformUpgrade();
        return result.Successful
            ? Task.CompletedTask
            : throw new InvalidOperationException(
                $"The settings cannot be brought to this version: {result.ErrorScript?.Name}", result.Error);
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
