using FluentValidation;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>The shape of POST and PUT: all that the request alone decides, in the order of the contract's table.</summary>
internal sealed class AppointmentRequestValidator : RequestValidator<AppointmentRequest>
{
    private const int Phone = (int)EncounterType.Phone;

    private static readonly AppointmentRequestValidator PatientBooks = new(Side.Patients, isNew: true);
    private static readonly AppointmentRequestValidator PatientReschedules = new(Side.Patients, isNew: false);
    private static readonly AppointmentRequestValidator StaffBooks = new(Side.Staff, isNew: true);
    private static readonly AppointmentRequestValidator StaffReschedules = new(Side.Staff, isNew: false);

    public static AppointmentRequestValidator Of(Side side, bool isNew) => (side, isNew) switch
    {
        (Side.Patients, true) => PatientBooks,
        (Side.Patients, false) => PatientReschedules,
        (Side.Staff, true) => StaffBooks,
        (Side.Staff, false) => StaffReschedules,
    };

    private AppointmentRequestValidator(Side side, bool isNew)
    {
        if (isNew)
        {
            RuleFor(request => request.AvailabilityBlockId).Required();
        }
        else
        {
            RuleFor(request => request.AvailabilityBlockId).Optional();
        }

        var payment = new PaymentRequisitesRequestValidator();
        this.AddTimes();
        this.AddAppointmentType(side);
        RuleFor(request => request.EncounterTypeCode).Required().OneOf(1, 2, 3, 4);
        this.AddServiceType();
        this.AddParticipants();
        RuleFor(request => request.IntakeMetadata).Required().Object(new IntakeMetadataRequestValidator());
        RuleFor(request => request.PaymentRequisites).Required().Object(payment).Unless(IsFeeWaived);
        RuleFor(request => request.PaymentRequisites).Optional().Object(payment).When(IsFeeWaived);
        RuleFor(request => request.WaiveFee).Optional();
        RuleFor(request => request.PatientQueueId).Optional();
        RuleFor(request => request.HoldId).Optional();
        RuleFor(request => request.Where).Optional().Text(250)
            .Must((request, where) => where is { HasValue: true, Value.Length: > 0 } || request.EncounterTypeCode.ValueOr(0) != Phone)
            .WithMessage("where is required for a phone consultation");
        RuleFor(request => request.WhereUse).Optional().Text(32);
    }

    private static bool IsFeeWaived(AppointmentRequest request) => request.WaiveFee is { HasValue: true, Value: true };
}

internal sealed class IntakeMetadataRequestValidator : RequestValidator<IntakeMetadataRequest>
{
    private const int MostConcerns = 20;

    public IntakeMetadataRequestValidator()
    {
        RuleFor(intake => intake.Concerns).Optional().Each(MostConcerns, new ConcernRequestValidator());
        RuleFor(intake => intake.AdditionalNotes).Optional().Text(4000);
    }
}

internal sealed class ConcernRequestValidator : RequestValidator<ConcernRequest>
{
    public ConcernRequestValidator()
    {
        RuleFor(concern => concern.IsPrimary).Optional();
        RuleFor(concern => concern.CustomCode).Optional().Object(new CustomCodeRequestValidator());
    }
}

internal sealed class CustomCodeRequestValidator : RequestValidator<CustomCodeRequest>
{
    public CustomCodeRequestValidator()
    {
        RuleFor(custom => custom.Code).Required();
        RuleFor(custom => custom.Description).Optional().Text(500);
    }
}

internal sealed class PaymentRequisitesRequestValidator : RequestValidator<PaymentRequisitesRequest>
{
    private const int MostCharacters = 100;

    public PaymentRequisitesRequestValidator()
    {
        RuleFor(payment => payment.ConsultationAmount).Optional().Amount();
        RuleFor(payment => payment.CopayAmount).Optional().Amount();
        RuleFor(payment => payment.CimProfileId).Optional().Text(MostCharacters);
        RuleFor(payment => payment.HealthPlanId).Optional().Text(MostCharacters);
        RuleFor(payment => payment.InsuranceCompany).Optional().Text(MostCharacters);
        RuleFor(payment => payment.PaymentProfileId).Optional().Text(MostCharacters);
        RuleFor(payment => payment.CouponCode).Optional().Text(MostCharacters);
        RuleFor(payment => payment.Type).Optional().Text(MostCharacters);
    }
}
