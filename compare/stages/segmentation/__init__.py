"""Documents come apart into sentences, and sentences into claims."""

from compare.stages.segmentation.claims import divide, spoken, whole
from compare.stages.segmentation.sentences import LONGEST, STAGE, segment

__all__ = ["LONGEST", "STAGE", "divide", "segment", "spoken", "whole"]
