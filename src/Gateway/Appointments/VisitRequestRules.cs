using System.Collections.Immutable;
using FluentValidation;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>What a request has to say of the visit that it asks time for.</summary>
internal static class VisitRequestRules
{
    public static void AddAppointmentType<T>(this AbstractValidator<T> rules, Side side)
        where T : IVisitRequest =>
        rules.RuleFor(request => request.AppointmentTypeCode).Required()
            .OneOf(side == Side.Patients ? [3, 2] : [1, 2, 3]);

    public static void AddServiceType<T>(this AbstractValidator<T> rules)
        where T : IVisitRequest =>
        rules.RuleFor(request => request.ServiceTypeId).Required();

    public static void AddParticipants<T>(this AbstractValidator<T> rules)
        where T : IVisitRequest =>
        rules.RuleFor(request => request.Participants).Cascade(CascadeMode.Continue).Required()
            .Is(AreOneOfEach, "participants must be exactly two: one patient and one clinician")
            .Each(2, new ParticipantRequestValidator());

    /// <summary>Elements of the wrong kind are told one by one: here they count as what is missing.</summary>
    private static bool AreOneOfEach(ImmutableArray<Field<ParticipantRequest>> participants) =>
        participants.Length == 2
        && (participants.Any(participant => !participant.HasValue || !HasKnownType(participant.Value))
            || participants[0].Value.ParticipantTypeCode != participants[1].Value.ParticipantTypeCode);

    private static bool HasKnownType(ParticipantRequest participant) =>
        participant.ParticipantTypeCode is { HasValue: true, Value: 1 or 2 };
}

internal sealed class ParticipantRequestValidator : RequestValidator<ParticipantRequest>
{
    public ParticipantRequestValidator()
    {
        RuleFor(participant => participant.PersonId).Required();
        RuleFor(participant => participant.AttendenceCode).Optional().OneOf(1, 2);
        RuleFor(participant => participant.ParticipantTypeCode).Required().OneOf(1, 2);
    }
}
