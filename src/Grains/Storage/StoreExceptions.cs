namespace Scheduling.Grains.Storage;

/// <summary>The store did not answer in time or refuses work; nothing was written.</summary>
[GenerateSerializer, Alias("scheduling.store-unavailable")]
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>A commit was sent and its answer did not come: it happened wholly or not at all.</summary>
[GenerateSerializer, Alias("scheduling.outcome-unknown")]
public sealed class OutcomeUnknownException(string message, Exception? cause = null) : Exception(message, cause);
