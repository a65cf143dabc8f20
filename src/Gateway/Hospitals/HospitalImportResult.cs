using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Hospitals;

/// <summary>How many records of each kind an import file held; all of them stand as the file says.</summary>
internal sealed record HospitalImportResponse(
    int HospitalId, int ServiceTypes, int Codesets, int People, int AvailabilityBlocks);

/// <summary>What was imported, or why it was not.</summary>
internal sealed class HospitalImportResult
{
    public HospitalImportResult(HospitalImportResponse counts) => Counts = counts;

    public HospitalImportResult(ApiError error) => Error = error;

    public HospitalImportResponse? Counts { get; }

    public ApiError? Error { get; }
}
